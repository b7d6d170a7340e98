import type { ReactElement } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import type { ChartColours } from './chart-colours.ts'
import { DASH_BEFORE, lookOf } from './figures-chart-config.ts'
import css from './figures-chart.module.css'
import type { ChartLine, Shown } from './figures-chart-lines.ts'

const Key = ({
  colour,
  dash,
}: {
  readonly colour: string | undefined
  readonly dash: readonly number[]
}): ReactElement => (
  <svg width="18" height="8" aria-hidden>
    <line x1="0" x2="18" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(' ') || undefined} />
  </svg>
)

interface LegendProps {
  readonly lines: readonly ChartLine[]
  readonly shown: Shown
  readonly colours: ChartColours
  readonly onPress: (key: string) => void
}

/** Each line a button that hides and shows it; what is dashed is what was before. */
export const ChartLegend = ({ lines, shown, colours, onPress }: LegendProps): ReactElement => {
  const { charts } = useStrings()
  return (
    <ul className={css['legend']} aria-label={charts.lines}>
      {lines.map(({ key, name }, index) => {
        const { colour, dash } = lookOf(index, colours)
        return (
          <li key={key}>
            <button
              type="button"
              className={css['key']}
              aria-pressed={shown.lines.some((line) => line.key === key)}
              title={name}
              onClick={() => onPress(key)}
            >
              <Key colour={colour} dash={dash} />
              <span>{name}</span>
            </button>
          </li>
        )
      })}
      {shown.lines.some(({ before }) => before) ? (
        <li className={css['before']}>
          <Key colour={colours.text} dash={DASH_BEFORE} />
          {charts.comparedDays}
        </li>
      ) : null}
    </ul>
  )
}

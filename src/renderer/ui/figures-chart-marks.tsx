import { Flag } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import type { ChartColours } from './chart-colours.ts'
import type { ChartMark, MarkKind } from './figures-chart-lines.ts'
import css from './figures-chart.module.css'
import { Popover } from './popover.tsx'

/** As it is drawn under the axis. */
const Glyph = ({ kind, colours }: { readonly kind: MarkKind; readonly colours: ChartColours }): ReactElement => (
  <svg className={css['glyph']} width="10" height="10" viewBox="-5 -5 10 10" aria-hidden>
    {kind === 'activity' ? (
      <circle r="3.5" fill={colours.text} />
    ) : kind === 'restated' ? (
      <rect x="-3.5" y="-3.5" width="7" height="7" fill="none" stroke={colours.warn} strokeWidth="1.5" />
    ) : (
      <path d="M0 -4.5 4.5 0 0 4.5 -4.5 0Z" fill={colours.accent} />
    )}
  </svg>
)

interface ChartMarksProps {
  /** Oldest first. */
  readonly marks: readonly ChartMark[]
  readonly older: boolean
  readonly colours: ChartColours
}

/** All that is marked on a chart as a list, newest first. */
export const ChartMarks = ({ marks, older, colours }: ChartMarksProps): ReactElement => {
  const { charts } = useStrings()
  return (
    <Popover
      label={charts.marks(marks.length)}
      align="end"
      trigger={
        <Button size="small" kind="quiet" icon={<Flag />}>
          {charts.marks(marks.length)}
        </Button>
      }
    >
      <ol className={css['marks']} aria-label={charts.marks(marks.length)} tabIndex={0}>
        {marks.toReversed().map(({ kind, text, when }, index) => (
          // Two of them may say the same.
          <li key={`${index} ${when} ${text}`}>
            <Glyph kind={kind} colours={colours} />
            <span className={css['when']}>{when}</span>
            <span className={css['what']}>{text}</span>
          </li>
        ))}
      </ol>
      {older ? <p className={css['note']}>{charts.olderMarks}</p> : null}
    </Popover>
  )
}

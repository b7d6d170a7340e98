import type { ReactElement } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import css from './figures-chart.module.css'
import type { ChartLine } from './figures-chart-lines.ts'

interface ChartTableProps {
  readonly title: string
  readonly height: number
  /** What the places are: `Day`. */
  readonly along: string
  readonly labels: readonly string[]
  readonly lines: readonly ChartLine[]
  readonly openFrom: number
  /** The newest is at the top where it is not said. */
  readonly fromFirst: boolean
}

const Partial = (): ReactElement => {
  const { charts } = useStrings()
  return (
    <abbr title={charts.partial} className={css['aside']}>
      *
    </abbr>
  )
}

/** The chart's twin: the same figures as a table. */
export const ChartTable = ({
  title,
  height,
  along,
  labels,
  lines,
  openFrom,
  fromFirst,
}: ChartTableProps): ReactElement => {
  const { charts } = useStrings()
  const rows = labels.map((label, place) => (
    <tr key={label}>
      <th scope="row">
        {label}
        {place >= openFrom ? <span className={css['aside']}> {charts.notOver}</span> : null}
      </th>
      {lines.flatMap(({ key, values, before, partial, beforePartial, say }) => [
        <td key={key}>
          {say(values[place] ?? null)}
          {partial?.[place] ? <Partial /> : null}
        </td>,
        ...(before
          ? [
              <td key={`${key} before`}>
                {say(before[place] ?? null)}
                {beforePartial?.[place] ? <Partial /> : null}
              </td>,
            ]
          : []),
      ])}
    </tr>
  ))
  return (
    <div className={css['twin']} style={{ height }} role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{along}</th>
            {lines.flatMap(({ key, name, before }) => [
              <th key={key} scope="col">
                {name}
              </th>,
              ...(before
                ? [
                    <th key={`${key} before`} scope="col">
                      {charts.beforeOf(name)}
                    </th>,
                  ]
                : []),
            ])}
          </tr>
        </thead>
        <tbody>{fromFirst ? rows : rows.toReversed()}</tbody>
      </table>
    </div>
  )
}

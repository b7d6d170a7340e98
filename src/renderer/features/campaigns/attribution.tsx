import type { ReactElement } from 'react'
import type { WindowsFound } from '../../../shared/contract/figures.ts'
import { periodKey } from '../../../shared/domain/periods.ts'
import { figuresOf, NO_SUMS } from '../../../shared/domain/metrics.ts'
import type { MetricId } from '../../../shared/domain/metrics.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useAsked } from '../../stores/asked.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AskedLine } from '../../ui/asked.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Badge, Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import css from './attribution.module.css'
import { settingText } from './window-words.ts'

const COLUMNS = ['results', 'costPerResult', 'purchases', 'purchaseValue'] as const satisfies readonly MetricId[]

interface TableProps {
  readonly found: WindowsFound
  readonly currency: string
  readonly label: string
}

const Table = ({ found, currency, label }: TableProps): ReactElement => {
  const strings = useStrings()
  const { metrics } = strings
  const { byWindow } = strings.campaigns
  const format = useFormat()
  const { spend, resultType } = found
  const setting = settingText(strings, found.setting)
  const areTheSame = found.windows.every(({ results, purchases }) => results === purchases)
  const columns = COLUMNS.filter((id) => id !== 'purchases' || !areTheSame)
  return (
    <table className={css['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map((id) => (
            <th key={id} scope="col" title={metrics.hints[id]}>
              {metrics.names[id]}
              {id === 'results' && resultType !== null ? (
                <span className={css['kind']}>{metrics.resultTypes[resultType]}</span>
              ) : null}
            </th>
          ))}
        </tr>
      </thead>
      {found.windows.map(({ window, results, purchases, purchaseValue }) => {
        const figures = figuresOf({ ...NO_SUMS, spend, results, purchases, purchaseValue })
        const isOwn = window === 'value'
        return (
          // Names of windows are longer than a column of the inspector is wide.
          <tbody key={window}>
            <tr>
              <th scope="rowgroup" colSpan={columns.length}>
                <span className={css['name']} title={isOwn ? byWindow.ownHint : undefined}>
                  {isOwn && setting !== null ? setting : byWindow.windows[window]}
                  {isOwn ? <Badge meaning="info">{byWindow.own}</Badge> : null}
                </span>
              </th>
            </tr>
            <tr>
              {columns.map((id) => (
                <td key={id} data-text title={format.metricFull(id, figures[id], currency)}>
                  {format.metric(id, figures[id], currency)}
                </td>
              ))}
            </tr>
          </tbody>
        )
      })}
    </table>
  )
}

const Windows = ({ row, label }: { readonly row: CampaignRow; readonly label: string }): ReactElement => {
  const { campaigns } = useStrings()
  const { byWindow } = campaigns
  const format = useFormat()
  const sentence = useSentence()
  const period = useView((state) => state.period)
  const { value, failure, loading, readAgain } = useAsked(`windows.get:${row.id}:${periodKey(period)}`, (ask) =>
    call('windows.get', { id: row.id, period, again: ask === 'again' }),
  )
  if (!value) return failure ? <FailureBanner failure={failure} onRetry={readAgain} /> : <Skeleton lines={6} />
  const kept = failure ?? value.failure
  return (
    <>
      {kept ? (
        <Banner meaning="warn">
          {sentence(kept)} {byWindow.kept}
        </Banner>
      ) : null}
      <AskedLine at={value.at} again={byWindow.refresh} busy={loading} onAgain={readAgain}>
        {format.range(value.range.since, value.range.until)} · {campaigns.moneyIn(row.currency)}
      </AskedLine>
      {value.windows.length === 0 ? (
        <p className={css['note']}>{byWindow.nothing}</p>
      ) : (
        <>
          <Table found={value} currency={row.currency} label={label} />
          <p className={css['note']}>{byWindow.overlap}</p>
        </>
      )}
    </>
  )
}

/** The campaign's conversions by attribution window, asked of Meta when the section is opened. */
export const Attribution = ({
  row,
  open,
}: {
  readonly row: CampaignRow
  /** From the beginning. */
  readonly open: boolean
}): ReactElement => {
  const { byWindow } = useStrings().campaigns
  return (
    <Disclosure section title={byWindow.title} hint={byWindow.hint} open={open}>
      <Windows row={row} label={byWindow.title} />
    </Disclosure>
  )
}

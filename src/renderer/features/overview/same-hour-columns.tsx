import type { ReactElement } from 'react'
import type { SameHoursAccount, SameHoursFound } from '../../../shared/domain/asked.ts'
import { METRICS } from '../../../shared/domain/metrics.ts'
import type { Format } from '../../format.ts'
import { NOTHING } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { Age } from '../../ui/age.tsx'
import { Change } from '../../ui/change.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Figure, Name } from '../../ui/figure.tsx'
import { Badge } from '../../ui/states.tsx'
import { errorSentence } from '../../../shared/words/words.ts'
import { HourCurve } from './hour-curve.tsx'
import css from './overview.module.css'
import { comparedIn, differenceOf, percentOf, totalIn } from './same-hour-rows.ts'
import type { ByHour, Compared } from './same-hour-rows.ts'

/** `14:00`, of the account's own day. */
const hourText = (hours: number): string => `${String(hours).padStart(2, '0')}:00`

export const sameHourColumns = (
  found: SameHoursFound,
  metric: ByHour,
  strings: Strings,
  format: Format,
): Column<SameHoursAccount>[] => {
  const { asked, metrics, overview } = strings
  const isMoney = METRICS[metric].unit === 'money'
  const total = totalIn(found, metric)
  const count = found.accounts.length
  const known = found.totals.reduce((sum, { accounts }) => sum + accounts, 0)
  const isMixed = isMoney && found.totals.length > 1
  const totalHint = isMixed ? metrics.mixedCurrencies : undefined
  const figure = (id: string, header: string, hint: string, of: (compared: Compared) => number | null) => {
    const column: Column<SameHoursAccount> = {
      id,
      header,
      hint,
      width: isMixed ? 132 : 104,
      align: 'end',
      sortable: true,
      value: (row) => of(comparedIn(row, metric)),
      title: (row) =>
        `${metrics.fullNames[metric]}: ${format.metricFull(metric, of(comparedIn(row, metric)), row.currency)}`,
      cell: (row) => (
        <Figure
          id={metric}
          value={of(comparedIn(row, metric))}
          currency={row.currency}
          mixed={isMixed}
          kinds={false}
          resultType={null}
          format={format}
          strings={strings}
        />
      ),
      total: <span title={totalHint}>{format.metric(metric, of(total), total.currency ?? 'USD')}</span>,
    }
    return column
  }
  const state = (row: SameHoursAccount): ReactElement | null => {
    if (row.failure === null && !row.partial) return null
    const words = row.failure ? errorSentence(format.locale, row.failure) : metrics.partial
    return (
      <span title={words}>
        <Badge meaning="warn" icon>
          <span className={css['hidden']}>{words}</span>
        </Badge>
      </span>
    )
  }
  return [
    {
      id: 'name',
      header: overview.account,
      width: 200,
      grow: true,
      pinned: true,
      sortable: true,
      title: ({ name, accountId }) => `${name}\n${accountId}`,
      cell: (row) => (
        <span className={css['account']}>
          <Name>{row.name}</Name>
          {state(row)}
        </span>
      ),
      total: known < count ? asked.notAll(format.count(known), format.count(count)) : overview.totalOf(count),
    },
    {
      id: 'until',
      header: asked.until,
      hint: asked.untilHint,
      width: 92,
      align: 'end',
      sortable: true,
      title: ({ day, zone }) => `${format.fullDay(day)}\n${zone}`,
      cell: ({ hours, at }) => (at === null ? NOTHING : hours === 0 ? asked.dayBegan : hourText(hours)),
    },
    figure('now', asked.todaySoFar, asked.sameHourHint, ({ now }) => now),
    figure('before', asked.then, asked.thenHint, ({ before }) => before),
    figure('difference', asked.difference, asked.sameHourHint, differenceOf),
    {
      id: 'percent',
      header: asked.differencePercent,
      width: 96,
      align: 'end',
      sortable: true,
      value: (row) => percentOf(comparedIn(row, metric)),
      cell: (row) => {
        const { now, before } = comparedIn(row, metric)
        return (
          <Change id={metric} value={now} before={before} currency={row.currency} format={format} strings={strings} />
        )
      },
      total: (
        <Change
          id={metric}
          value={total.now}
          before={total.before}
          currency={total.currency ?? 'USD'}
          format={format}
          strings={strings}
        />
      ),
    },
    {
      id: 'curve',
      header: asked.curve,
      hint: asked.curveHint,
      width: 140,
      cell: ({ name, spend, spendBefore }) => (
        <HourCurve now={spend} before={spendBefore} label={asked.curveLabel(name)} />
      ),
    },
    {
      id: 'age',
      header: overview.age,
      hint: overview.ageHint,
      width: 104,
      align: 'end',
      cell: ({ at, zone }) => (at === null ? NOTHING : <Age at={at} zone={zone} />),
    },
  ]
}

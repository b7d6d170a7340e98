import type { ReactElement } from 'react'
import type { Mover, Movers as Found } from '../../../shared/contract/figures.ts'
import { METRICS } from '../../../shared/domain/metrics.ts'
import { MOVER_METRICS } from '../../../shared/domain/movers.ts'
import type { MoverMetric } from '../../../shared/domain/movers.ts'
import { periodKey } from '../../../shared/domain/periods.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { meaningOf } from '../../ui/change.tsx'
import { cx } from '../../ui/cx.ts'
import { Name } from '../../ui/figure.tsx'
import { PartialMark } from '../../ui/partial-mark.tsx'
import { SAID_RATES, ratesText } from '../../ui/rates-text.ts'
import { Segments } from '../../ui/segments.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import css from './movers.module.css'
import { waterfallOf } from './waterfall.ts'
import type { Step } from './waterfall.ts'

const EVENTS = ['figures.changed', 'accounts.changed', 'rates.changed'] as const
/** Two periods of all campaigns are read: not with every poll. */
const GATHER = 5000
const BY = ['campaign', 'account'] as const

/** Accounts that are left out are named up to this many, then counted. */
const NAMED = 8

/** The sentence about what was not read says it all. */
const isNobodyRead = ({ asOf, unread }: Found): boolean => asOf === null && unread.length > 0

const isRatio = (metric: MoverMetric): boolean => METRICS[metric].kind === 'ratio'

const open = ({ kind, id, account }: Mover): void => {
  const view = useView.getState()
  view.setAccountIds([account.id])
  view.go('campaigns', kind === 'campaign' ? { kind, id } : null)
}

const Bar = ({ step, meaning }: { readonly step: Step; readonly meaning: string }): ReactElement => (
  <span
    className={cx(css['bar'], css[meaning])}
    style={{
      left: `${Math.min(step.from, step.to) * 100}%`,
      width: `${Math.abs(step.to - step.from) * 100}%`,
    }}
  />
)

/** What it was and is, and how much came from its own figure and from its share. */
const sentenceOf = (
  mover: Mover,
  metric: MoverMetric,
  currency: string,
  { overview }: Strings,
  format: Format,
): string => {
  const { before, after, mix, rate } = mover
  const say = (value: number): string => format.metricFull(metric, value, currency)
  const signed = (value: number): string => format.signed(metric, value, currency)
  if (before === null && after === null && isRatio(metric)) return overview.movedNone
  const from =
    before !== null && after !== null
      ? overview.movedFrom(say(before), say(after))
      : after !== null
        ? overview.movedNew(say(after))
        : before !== null
          ? overview.movedGone(say(before))
          : null
  const parts = isRatio(metric)
    ? [rate === 0 ? null : overview.movedRate(signed(rate)), mix === 0 ? null : overview.movedMix(signed(mix))]
    : []
  return [from, ...parts].filter((part) => part !== null).join(' · ')
}

const List = ({ found, metric }: { readonly found: Found; readonly metric: MoverMetric }): ReactElement => {
  const strings = useStrings()
  const { overview } = strings
  const format = useFormat()
  const { currency, movers, others, before, after, change } = found
  const waterfall = waterfallOf(found)
  if (!waterfall || change === null) return <p className={css['note']}>{overview.cannotTell}</p>
  if (movers.length === 0) return <p className={css['note']}>{overview.nothingMoved}</p>
  const say = (value: number | null): string => format.metricFull(metric, value, currency)
  const signed = (value: number): string => format.signed(metric, value, currency)
  return (
    <ol className={css['list']}>
      <li className={css['end']}>
        <span>{overview.wasBefore}</span>
        <span className={css['track']} aria-hidden>
          <span className={css['tick']} style={{ left: `${waterfall.before * 100}%` }} />
        </span>
        <span className={css['amount']}>{say(before)}</span>
      </li>
      {movers.map((mover, i) => (
        <li key={mover.id}>
          <button type="button" className={css['mover']} onClick={() => open(mover)}>
            <span className={css['who']}>
              <Name>{mover.name}</Name>
              <span className={css['why']}>
                {mover.kind === 'campaign' ? (
                  <>
                    <bdi>{mover.account.name}</bdi>
                    {' · '}
                  </>
                ) : null}
                {sentenceOf(mover, metric, currency, strings, format)}
              </span>
            </span>
            <span className={css['track']} aria-hidden>
              <Bar step={waterfall.steps[i] ?? { from: 0, to: 0 }} meaning={meaningOf(metric, mover.part)} />
            </span>
            <span className={css['amount']}>
              <span className={css[meaningOf(metric, mover.part)]}>{signed(mover.part)}</span>
              {metric === 'spend' || mover.money === null ? null : (
                <span className={css['why']}>{overview.movedMoney(format.signed('spend', mover.money, currency))}</span>
              )}
            </span>
          </button>
        </li>
      ))}
      {waterfall.others ? (
        <li className={css['end']}>
          <span>{overview.othersMoved(others.count)}</span>
          <span className={css['track']} aria-hidden>
            <Bar step={waterfall.others} meaning={meaningOf(metric, others.part)} />
          </span>
          <span className={css['amount']}>{signed(others.part)}</span>
        </li>
      ) : null}
      <li className={css['end']}>
        <span>{overview.isAfter}</span>
        <span className={css['track']} aria-hidden>
          <span className={css['tick']} style={{ left: `${waterfall.after * 100}%` }} />
        </span>
        <span className={css['amount']}>{say(after)}</span>
      </li>
    </ol>
  )
}

/** Which accounts or campaigns moved a figure of all of them together, and why: a ranked waterfall. */
export const Movers = ({ reporting }: { readonly reporting: string }): ReactElement => {
  const strings = useStrings()
  const { overview, metrics, common } = strings
  const format = useFormat()
  const period = useView((state) => state.period)
  const compare = useView((state) => state.compare)
  const accountIds = useView((state) => state.accountIds)
  const metric = useView((state) => MOVER_METRICS.find((id) => id === state.tabs['overview.movers']) ?? 'spend')
  const by = useView((state) => BY.find((id) => id === state.tabs['overview.moversBy']) ?? 'campaign')
  const { value, failure, refresh } = useServer(
    `overview.movers:${reporting}:${periodKey(period)}:${periodKey(compare)}:${accountIds.join()}:${metric}:${by}`,
    () => call('overview.movers', { period, compare, accountIds: [...accountIds], metric, by }),
    EVENTS,
    { gather: GATHER },
  )
  const { setTab } = useView.getState()

  const whole = (found: Found): ReactElement => {
    const { before, after, change, mix, rate, currency, range, compared, used, asOf, partial } = found
    const say = (figure: number | null): string => format.metricFull(metric, figure, currency)
    const signed = (figure: number): string => format.signed(metric, figure, currency)
    const usedText = ratesText(used, strings, format, SAID_RATES)
    return (
      <p className={css['whole']}>
        {change === null ? null : (
          <span>
            {metrics.fullNames[metric]}: {overview.moversWhole(say(before), say(after))}{' '}
            <b className={css[meaningOf(metric, change)]}>{signed(change)}</b>
            {isRatio(metric) ? (
              <span title={overview.mixHint}> ({overview.mixAndRate(signed(rate), signed(mix))})</span>
            ) : null}
          </span>
        )}
        {range && compared ? (
          <span>
            {overview.moversDays(format.range(range.since, range.until), format.range(compared.since, compared.until))}
            {usedText === null ? null : ` · ${usedText}`}
            {asOf === null ? null : (
              <>
                {' · '}
                <Age at={asOf} /> <PartialMark partial={partial} beforePartial={false} strings={strings} />
              </>
            )}
          </span>
        ) : null}
      </p>
    )
  }

  const named = (names: readonly string[]): string =>
    names.length > NAMED ? common.accounts(names.length) : format.list(names)
  const notesOf = ({ unread, unrated, resultType }: Found): readonly string[] => [
    ...(unread.length > 0 ? [overview.moversUnread(named(unread))] : []),
    ...(resultType === null ? [] : [overview.moversOfKind(metrics.resultTypes[resultType])]),
    ...(unrated.length > 0 ? [overview.moversUnrated(named(unrated))] : []),
  ]

  return (
    <section className={css['movers']} aria-label={overview.movers}>
      <header className={css['head']}>
        <h2>{overview.movers}</h2>
        <Segments
          label={overview.moversOf}
          value={metric}
          options={MOVER_METRICS.map((id) => ({ value: id, label: metrics.names[id] }))}
          onChange={(id) => setTab('overview.movers', id)}
        />
        <Segments
          label={overview.moversWho}
          value={by}
          options={BY.map((id) => ({ value: id, label: overview.moversBy[id] }))}
          onChange={(id) => setTab('overview.moversBy', id)}
        />
      </header>
      {value ? whole(value) : null}
      {value
        ? notesOf(value).map((note) => (
            <p key={note} className={css['note']}>
              {note}
            </p>
          ))
        : null}
      {value ? (
        isNobodyRead(value) ? null : (
          <List found={value} metric={metric} />
        )
      ) : failure ? (
        <FailureBanner failure={failure} onRetry={() => void refresh()} />
      ) : (
        <Skeleton lines={8} height="32px" />
      )}
    </section>
  )
}

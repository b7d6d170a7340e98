import type { ReactElement } from 'react'
import { SEVERITIES } from '../../../shared/domain/alerts.ts'
import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { usualRange } from '../../../shared/domain/periods.ts'
import { call } from '../../api.ts'
import { UNKNOWN } from '../../format.ts'
import { useStatus } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Change } from '../../ui/change.tsx'
import { PartialMark } from '../../ui/partial-mark.tsx'
import { periodText } from '../../ui/period-text.ts'
import { Age } from '../../ui/age.tsx'
import { ratesLines, ratesText } from '../../ui/rates-text.ts'
import { Badge } from '../../ui/states.tsx'
import css from './overview.module.css'
import { isUnderWay, spendByCurrency } from './totals.ts'
import type { ReportingSum } from './totals.ts'

const SYNC_EVENTS = ['sync.changed'] as const
const WORST_FIRST = SEVERITIES.toReversed()

const AlertsCard = (): ReactElement => {
  const { overview, common } = useStrings()
  const format = useFormat()
  const open = useStatus().value?.openAlerts
  const count = open ? open.bad + open.warn + open.info : null
  return (
    <button type="button" className={css['card']} onClick={() => useView.getState().go('alerts')}>
      <span className={css['label']}>{overview.openAlerts}</span>
      <span className={css['value']}>{format.count(count)}</span>
      <span className={css['parts']}>
        {open && count ? (
          WORST_FIRST.filter((severity) => open[severity] > 0).map((severity) => (
            <span key={severity} title={common.severities[severity]}>
              <Badge meaning={severity} icon>
                {format.count(open[severity])} <span className={css['hidden']}>{common.severities[severity]}</span>
              </Badge>
            </span>
          ))
        ) : (
          <span>{overview.noAlerts}</span>
        )}
      </span>
    </button>
  )
}

const SUGGESTION_EVENTS = ['suggestions.changed'] as const

const SuggestionsCard = (): ReactElement => {
  const { overview, suggestions } = useStrings()
  const format = useFormat()
  const list = useServer('suggestions.list', () => call('suggestions.list'), SUGGESTION_EVENTS)
  const open = list.value?.filter(({ status }) => status === 'open')
  const byAction = open ? Map.groupBy(open, ({ action }) => action) : null
  return (
    <button type="button" className={css['card']} onClick={() => useView.getState().go('suggestions')}>
      <span className={css['label']}>{overview.suggestions}</span>
      <span className={css['value']}>{format.count(open?.length ?? null)}</span>
      <span className={css['parts']}>
        <span className={css['clip']}>
          {byAction && byAction.size > 0
            ? [...byAction]
                .map(([action, members]) => `${suggestions.actions[action]}: ${format.count(members.length)}`)
                .join(' · ')
            : overview.noSuggestions}
        </span>
      </span>
    </button>
  )
}

const SyncCard = (): ReactElement => {
  const { overview } = useStrings()
  const history = useServer('sync.history:50', () => call('sync.history', { limit: 50 }), SYNC_EVENTS)
  // A reading by timer that failed, and has worked since, is told by the connection.
  const last = history.value?.find(({ kind }) => kind === 'sync')
  return (
    <div className={css['card']}>
      <span className={css['label']}>{overview.lastSync}</span>
      <span className={css['value']}>
        {last ? last.endedAt === null ? overview.syncing : <Age at={last.endedAt} /> : overview.noSync}
      </span>
      <span className={css['parts']}>
        {last ? (
          <>
            <Badge
              meaning={
                last.outcome === 'done'
                  ? 'good'
                  : last.outcome === 'failed'
                    ? 'bad'
                    : last.outcome === 'running'
                      ? 'info'
                      : 'warn'
              }
            >
              {overview.outcomes[last.outcome]}
            </Badge>
            <span className={css['clip']}>{overview.changed(last.rowsChanged)}</span>
          </>
        ) : null}
      </span>
    </div>
  )
}

interface SpendCardProps {
  readonly accounts: readonly OverviewAccount[]
  readonly total: ReportingSum
}

const openRates = (): void => {
  useView.getState().setTab('settings', 'rates')
  useView.getState().go('settings')
}

/** Together in the reporting currency, with its rates; beside it what it is made of. */
const SpendCard = ({ accounts, total }: SpendCardProps): ReactElement => {
  const strings = useStrings()
  const { overview, rates } = strings
  const format = useFormat()
  const period = useView((state) => state.period)
  const spends = spendByCurrency(accounts)
  const { currency, figures, comparable, before, used, unrated } = total
  const isPlain = spends.every((each) => each.currency === currency)
  const compared = usualRange(accounts.flatMap((each) => (each.compared ? [each.compared] : [])))
  const underWay = accounts.some(isUnderWay)
  const byHour = accounts.some(({ hours }) => hours !== null)
  const days =
    compared &&
    (compared.since === compared.until ? format.day(compared.since) : format.range(compared.since, compared.until))
  const usedText = ratesText(used, strings, format)
  const usedHint = ratesLines(used, strings, format).join('\n') || undefined
  return (
    <div className={css['card']}>
      <span className={css['label']}>
        {overview.spend} · {periodText(period, strings, format)}
        {days === null
          ? null
          : ` · ${byHour ? overview.againstHours(days) : underWay ? overview.againstWhole(days) : overview.against(days)}`}
      </span>
      <span className={css['value']}>
        {unrated.length > 0 ? (
          <span className={css['unknown']} title={rates.unrated(format.list(unrated))}>
            {UNKNOWN} {currency}
          </span>
        ) : (
          <span title={usedHint}>{format.money(figures.spend, currency)}</span>
        )}
        <PartialMark
          partial={accounts.some(({ partial }) => partial)}
          beforePartial={accounts.some(({ beforePartial }) => beforePartial)}
          strings={strings}
        />
        {before ? (
          <Change
            id="spend"
            value={comparable.spend}
            before={before.spend}
            currency={currency}
            underWay={underWay}
            partial={accounts.some(({ beforePartial }) => beforePartial)}
            format={format}
            strings={strings}
          />
        ) : null}
        {isPlain ? null : (
          <button type="button" className={css['rates']} title={usedHint} onClick={openRates}>
            {unrated.length > 0 ? rates.unratedShort(format.list(unrated)) : usedText}
          </button>
        )}
      </span>
      {isPlain ? null : (
        <span className={css['sums']}>
          {spends.map((each) => (
            <span key={each.currency}>{format.money(each.spend, each.currency)}</span>
          ))}
        </span>
      )}
    </div>
  )
}

export const Cards = (props: SpendCardProps): ReactElement => (
  <div className={css['cards']}>
    <SpendCard {...props} />
    <AlertsCard />
    <SuggestionsCard />
    <SyncCard />
  </div>
)

import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { useDeferredValue, useState } from 'react'
import type { ThenAndNow } from '../../shared/contract/timeline.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { ObjectId } from '../../shared/domain/objects.ts'
import type { FieldAt, FieldValue, StateField } from '../../shared/domain/object-state.ts'
import { call } from '../api.ts'
import { NOTHING, UNKNOWN } from '../format.ts'
import type { Format } from '../format.ts'
import { useNowBy } from '../stores/now.ts'
import { useZones } from '../stores/queries.ts'
import { useServer } from '../stores/server.ts'
import type { Strings } from '../strings/catalogue.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { IconButton } from './button.tsx'
import { bidStrategyText, timeText } from './entry-text.ts'
import { FailureBanner, Skeleton } from './states.tsx'
import { TimelineItem } from './timeline-item.tsx'
import css from './timeline.module.css'

const EVENTS = ['edits.changed', 'activities.changed', 'figures.changed'] as const
const GATHER = 1500
const MINUTE = 60_000
const DAY = 86_400_000
/** What is shown first: a day ago, or as far back as anything is known. */
const FIRST_LOOK = DAY

const FIELDS_OF: Readonly<Record<ThenAndNow['level'], readonly StateField[]>> = {
  campaign: ['status', 'budget', 'bidStrategy', 'startsAt', 'endsAt', 'name'],
  adset: ['status', 'budget', 'bid', 'bidStrategy', 'startsAt', 'endsAt', 'name'],
  ad: ['status', 'startsAt', 'endsAt', 'name'],
}

const sayValue = (
  strings: Strings,
  format: Format,
  field: StateField,
  value: FieldValue,
  { currency, zone }: { readonly currency: Currency; readonly zone: string | undefined },
): string => {
  const { timeline, campaigns } = strings
  if (value === null) return field === 'endsAt' ? timeline.open : field === 'budget' ? campaigns.onAdSets : NOTHING
  if (typeof value === 'object')
    return `${format.money(value.amount, currency)} ${value.kind === 'daily' ? timeline.a_day : timeline.lifetime}`
  if (typeof value === 'number') return field === 'bid' ? format.money(value, currency) : timeText(format, value, zone)
  if (field === 'status') {
    const known: Readonly<Record<string, string>> = campaigns.statuses
    return known[value] ?? value
  }
  return field === 'bidStrategy' ? bidStrategyText(strings, value) : value
}

const pad = (value: number): string => String(value).padStart(2, '0')
/** As `datetime-local` has it, by this computer. */
const localText = (at: Instant): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

interface TimeTravelProps {
  readonly objectId: ObjectId
  readonly currency: Currency
}

/** What an object was set to at a moment, beside what it is set to now, and who changed it. */
export const TimeTravel = ({ objectId, currency }: TimeTravelProps): ReactElement => {
  const strings = useStrings()
  const { timeline } = strings
  const format = useFormat()
  // The end of the present minute: nothing has happened after it.
  const present = useNowBy(MINUTE) + MINUTE
  const [at, setAt] = useState(present - FIRST_LOOK)
  const asked = useDeferredValue(at)
  const zoneOf = useZones()
  const { value, failure, refresh } = useServer(
    `timeline.then:${objectId}:${asked}`,
    () => call('timeline.then', { objectId, at: asked }),
    EVENTS,
    { keepPrevious: true, gather: GATHER },
  )
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={8} />
  const account = { currency, zone: zoneOf(value.accountId) }
  const { from } = value
  if (from === null) return <p className={css['faint']}>{timeline.notSeen}</p>

  const go = (to: Instant): void => setAt(Math.floor(Math.min(present, Math.max(from, to)) / MINUTE) * MINUTE)
  const earlier = value.last?.at
  const later = value.changes.at(-1)?.at
  const cell = ({ value: of, how, or }: FieldAt, field: StateField): ReactElement => {
    const text = sayValue(strings, format, field, of, account)
    if (how === 'unknown') return <td title={timeline.how.unknown}>{UNKNOWN}</td>
    return how === 'either' ? (
      <td className={css['unsure']} title={timeline.how.either}>
        {timeline.either(text, sayValue(strings, format, field, or, account))}
      </td>
    ) : (
      <td title={timeline.how[how]}>{text}</td>
    )
  }
  return (
    <section className={css['travel']} aria-label={timeline.travel}>
      <div className={css['pick']}>
        <IconButton
          label={timeline.earlier}
          icon={<ChevronLeft />}
          size="small"
          disabled={earlier === undefined}
          onClick={() => earlier !== undefined && go(earlier - MINUTE)}
        />
        <input
          type="datetime-local"
          aria-label={timeline.moment}
          value={localText(at)}
          min={localText(from)}
          max={localText(present)}
          onChange={({ target }) => {
            const chosen = new Date(target.value).getTime()
            if (Number.isFinite(chosen)) go(chosen)
          }}
        />
        <IconButton
          label={timeline.later}
          icon={<ChevronRight />}
          size="small"
          disabled={later === undefined}
          onClick={() => later !== undefined && go(later + MINUTE)}
        />
      </div>
      <input
        type="range"
        className={css['slider']}
        aria-label={timeline.momentSlider}
        aria-valuetext={format.fullDateTime(at)}
        min={Math.floor(from / MINUTE)}
        max={Math.floor(present / MINUTE)}
        value={Math.floor(at / MINUTE)}
        onChange={({ target }) => go(Number(target.value) * MINUTE)}
      />
      <table className={css['states']}>
        <thead>
          <tr>
            <td />
            <th scope="col">{timeline.asOf(format.dateTime(value.at))}</th>
            <th scope="col">{timeline.now}</th>
          </tr>
        </thead>
        <tbody>
          {FIELDS_OF[value.level].map((field) => {
            const then = value.then.fields[field]
            const now = value.now.fields[field]
            const isKnown = then.how === 'seen' || then.how === 'log'
            const differs =
              isKnown &&
              sayValue(strings, format, field, then.value, account) !==
                sayValue(strings, format, field, now.value, account)
            return (
              <tr key={field} data-differs={differs || undefined}>
                <th
                  scope="row"
                  title={
                    account.zone && (field === 'startsAt' || field === 'endsAt')
                      ? strings.editing.byZone(account.zone)
                      : undefined
                  }
                >
                  {timeline.fields[field]}
                </th>
                {cell(then, field)}
                {cell(now, field)}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className={css['faint']}>
        {timeline.how[value.then.how]}{' '}
        {value.then.seenAt === null || value.then.how === 'notYet'
          ? null
          : timeline.seenAt(format.dateTime(value.then.seenAt))}
      </p>
      <div className={css['changes']}>
        <h4>{timeline.lastChange}</h4>
        {value.last ? (
          <ol className={css['list']}>
            <TimelineItem entry={value.last} currency={currency} objectId={objectId} />
          </ol>
        ) : (
          <p className={css['faint']}>{timeline.noChange}</p>
        )}
        <h4>{timeline.since}</h4>
        {value.changes.length > 0 ? (
          <ol className={css['list']}>
            {value.changes.map((entry) => (
              <TimelineItem key={entry.id} entry={entry} currency={currency} objectId={objectId} />
            ))}
          </ol>
        ) : (
          <p className={css['faint']}>{timeline.noChangeSince}</p>
        )}
      </div>
    </section>
  )
}

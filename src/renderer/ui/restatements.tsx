import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { SumId } from '../../shared/domain/metrics.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import type { Restatement } from '../../shared/domain/upkeep.ts'
import { call } from '../api.ts'
import type { Format } from '../format.ts'
import { useServer } from '../stores/server.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { IconButton } from './button.tsx'
import { Name } from './figure.tsx'
import css from './restatements.module.css'
import { FailureBanner, Skeleton } from './states.tsx'

const EVENTS = ['figures.changed', 'sync.changed'] as const
const PAGE = 20
/** Nightly reads change many days at once: the list is looked at, not watched. */
const GATHER = 1000

/** What moved first: conversions, then money, then the rest. */
const ORDER: readonly SumId[] = [
  'results',
  'purchases',
  'purchaseValue',
  'spend',
  'impressions',
  'clicks',
  'linkClicks',
]

export interface RestatedFigure {
  readonly id: SumId
  readonly before: string
  readonly after: string
}

/** The figures that are not what they were. */
export const restatedFigures = (
  { before, after }: Pick<Restatement, 'before' | 'after'>,
  currency: Currency,
  format: Format,
): readonly RestatedFigure[] =>
  ORDER.filter((id) => before[id] !== after[id]).map((id) => {
    const say = (value: number | null): string =>
      METRICS[id].unit === 'money' ? format.money(value, currency) : format.count(value)
    return { id, before: say(before[id]), after: say(after[id]) }
  })

interface RestatementsProps {
  readonly accountId: AccountId
  readonly currency: Currency
  /** Of one object; absent: of everything in the account. */
  readonly objectId?: ObjectId
}

/** What Meta changed after a day was over, newest first, a page at a time. */
export const Restatements = ({ accountId, currency, objectId }: RestatementsProps): ReactElement => {
  const strings = useStrings()
  const { health, metrics } = strings
  const format = useFormat()
  const [page, setPage] = useState(0)
  const of = objectId === undefined ? { accountId } : { accountId, objectId }
  const { value, failure, refresh } = useServer(
    `restatements.list:${accountId}:${objectId ?? ''}:${page}`,
    // One more than is shown says whether there is an older page.
    () => call('restatements.list', { ...of, limit: PAGE + 1, offset: page * PAGE }),
    EVENTS,
    { keepPrevious: true, gather: GATHER },
  )
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={4} />
  if (value.length === 0 && page === 0) return <p className={css['faint']}>{health.restatedNone}</p>
  const rows = value.slice(0, PAGE)
  return (
    <div className={css['list']}>
      <ol aria-label={health.restated}>
        {rows.map((row) => {
          const day = (
            <time dateTime={row.day} title={format.fullDay(row.day)}>
              {format.day(row.day)}
            </time>
          )
          return (
            <li key={`${row.objectId}:${row.level}:${row.day}:${row.seenAt}`}>
              <div className={css['line']}>
                {objectId === undefined ? (
                  <span className={css['object']} title={row.objectName ?? row.objectId}>
                    <Name>{row.objectName ?? row.objectId}</Name>
                    <span className={css['faint']}>{health.levels[row.level]}</span>
                  </span>
                ) : (
                  day
                )}
                <span className={css['faint']}>
                  {objectId === undefined ? (
                    day
                  ) : (
                    <>
                      {health.restatedSeen} <Age at={row.seenAt} />
                    </>
                  )}
                </span>
              </div>
              <div className={css['line']}>
                <span className={css['changes']}>
                  {restatedFigures(row, currency, format).map(({ id, before, after }) => (
                    <span key={id} title={metrics.hints[id]}>
                      <span className={css['faint']}>{metrics.fullNames[id]}</span> {before} → {after}
                    </span>
                  ))}
                </span>
                {objectId === undefined ? (
                  <span className={css['faint']} title={health.restatedSeen}>
                    <Age at={row.seenAt} />
                  </span>
                ) : null}
              </div>
            </li>
          )
        })}
      </ol>
      {page > 0 || value.length > PAGE ? (
        <div className={css['pages']}>
          <IconButton
            label={health.newer}
            icon={<ChevronLeft />}
            size="small"
            disabled={page === 0}
            onClick={() => setPage(page - 1)}
          />
          <span aria-live="polite">
            {health.restatedPages(format.count(page * PAGE + 1), format.count(page * PAGE + rows.length))}
          </span>
          <IconButton
            label={health.older}
            icon={<ChevronRight />}
            size="small"
            disabled={value.length <= PAGE}
            onClick={() => setPage(page + 1)}
          />
        </div>
      ) : null}
    </div>
  )
}

import type { ReadRequest } from '../../meta/graph.ts'
import { FIGURES_LEVELS, REACH_PERIODS } from './timetable.ts'
import type { Due } from './timetable.ts'
import { addDays, dayAt, daysBetween } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import { LEVELS } from '../../../shared/domain/objects.ts'
import type { AccountId, AdAccount, FiguresLevel } from '../../../shared/domain/objects.ts'

/** Days an insights request may span: Meta refuses what is too big, and a failed request loses less. */
const CHUNK_DAYS = 30
/** Meta keeps 37 months. */
export const MAX_DAYS = 1100
/** Days that a first sync of newly watched accounts reads. */
export const FIRST_SYNC_DAYS = 30

/** A range in pieces that a request may span, newest first: what people look at arrives before the rest. */
export const chunksOf = ({ since, until }: DayRange): DayRange[] => {
  const chunks: DayRange[] = []
  for (let end = until; end >= since; end = addDays(end, -CHUNK_DAYS)) {
    const start = addDays(end, 1 - CHUNK_DAYS)
    chunks.push({ since: start > since ? start : since, until: end })
  }
  return chunks
}

const figures = (accountId: AccountId, level: FiguresLevel, range: DayRange, today: Day): ReadRequest[] =>
  chunksOf(range).map((chunk): ReadRequest => ({ kind: 'insights', level, accountId, closedBefore: today, ...chunk }))

const lists = ({ id, currency }: AdAccount): ReadRequest[] =>
  LEVELS.map((level): ReadRequest => ({ kind: 'objects', level, accountId: id, currency }))

/** Everything of `days` full days and today. Account by account within a level, so that all of them have something soon. */
export const planSync = (accounts: readonly AdAccount[], days: number, now: Instant): readonly ReadRequest[] => {
  const reach = accounts.flatMap(({ id, zone }) =>
    REACH_PERIODS.map((period): ReadRequest => ({
      kind: 'reach',
      level: 'campaign',
      accountId: id,
      ...rangeOf(period, dayAt(now, zone)),
    })),
  )
  const ofLevel = (level: FiguresLevel): ReadRequest[] =>
    accounts.flatMap(({ id, zone }) => {
      const today = dayAt(now, zone)
      return figures(id, level, { since: addDays(today, -days), until: today }, today)
    })
  const [first = 'campaign', ...rest] = FIGURES_LEVELS
  return [...accounts.flatMap(lists), ...ofLevel(first), ...reach, ...rest.flatMap(ofLevel)]
}

/** What is due by the hour: lists of all levels and the last days of each that lacks them. */
export const planHourly = (dues: readonly Due[], now: Instant): readonly ReadRequest[] =>
  dues.flatMap(({ account, hourly, reach }): ReadRequest[] => [
    ...(hourly.length > 0 ? lists(account) : []),
    ...hourly.flatMap(({ level, range }) => figures(account.id, level, range, dayAt(now, account.zone))),
    ...reach.map((range): ReadRequest => ({ kind: 'reach', level: 'campaign', accountId: account.id, ...range })),
  ])

/** What is due by the night: the weeks that Meta still changes. */
export const planNightly = (dues: readonly Due[], now: Instant): readonly ReadRequest[] =>
  dues.flatMap(({ account, nightly }) =>
    nightly.flatMap(({ level, range }) => figures(account.id, level, range, dayAt(now, account.zone))),
  )

/** Days of a range, both ends included. */
export const spanDays = ({ since, until }: DayRange): number => daysBetween(since, until) + 1

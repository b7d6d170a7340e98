import { addDays } from '../../src/shared/domain/day.ts'
import { insightPage, listPage } from '../unit/db/samples.ts'

/** What is read in one cycle of the test that kills a program in the middle of lists and ranges. */
export const PAGES = 12
export const OBJECTS = 60
export const DAYS = 28
const SINCE = '2026-02-01'
const UNTIL = addDays(SINCE, DAYS - 1)
const CLOSED_BEFORE = addDays(UNTIL, 1)

export const objectIds = Array.from({ length: OBJECTS }, (_, i) => String(1000 + i))
/** Every third object's figures change with every cycle. One more object is in even cycles only. */
const cents = (object: number, cycle: number): string => String(object % 3 === 0 ? cycle + 1 : 1)
const EXTRA = '9999'

export const cycleOf = (cycle: number) => {
  const rows = objectIds.flatMap((objectId, object) =>
    Array.from({ length: DAYS }, (_, day) => ({
      objectId,
      day: addDays(SINCE, day),
      spend: cents(object, cycle),
    })),
  )
  const perPage = rows.length / PAGES
  const ids = cycle % 2 === 0 ? [...objectIds, EXTRA] : objectIds
  return {
    list: [0, 1, 2].map((third) =>
      listPage(
        'act_1',
        'ad',
        ids.filter((_, i) => i % 3 === third),
        10 * cycle + 1,
      ),
    ),
    insights: Array.from({ length: PAGES }, (_, i) =>
      insightPage('act_1', rows.slice(i * perPage, (i + 1) * perPage), 10 * cycle + 5, {
        level: 'ad',
        closedBefore: CLOSED_BEFORE,
      }),
    ),
    read: {
      list: { accountId: 'act_1', kind: 'objects', level: 'ad', range: null, at: 10 * cycle + 4, partial: false },
      insights: {
        accountId: 'act_1',
        kind: 'insights',
        level: 'ad',
        range: { since: SINCE, until: UNTIL },
        at: 10 * cycle + 9,
        partial: false,
        closedBefore: CLOSED_BEFORE,
      },
    },
  } as const
}

import type { Input } from '../../../shared/contract/contract.ts'
import type { SilentPage } from '../../../shared/contract/silent.ts'
import { lookedOf } from '../../../shared/domain/silent.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import type { Server } from '../../stores/server.ts'

export type SilentQuery = Omit<Input<'silent.list'>, 'cursor' | 'limit'>

const EVENTS = ['silent.changed', 'edits.changed', 'activities.changed', 'figures.changed', 'sync.changed'] as const
/** As the timeline: it can wait while a sync writes. */
const GATHER = 1500
const PAGE = 200
/** That one call takes. */
const MOST_LOOKED = 1000

const readPages = async (
  query: SilentQuery,
  wanted: number,
  from: Input<'silent.list'>['cursor'] = null,
): Promise<SilentPage> => {
  const changes: SilentChange[] = []
  let cursor = from
  for (;;) {
    const limit = Math.min(PAGE, wanted - changes.length)
    const page: SilentPage = await call('silent.list', { ...query, cursor, limit })
    changes.push(...page.changes)
    cursor = page.next
    if (cursor === null || changes.length >= wanted) return { ...page, changes, next: cursor }
  }
}

/** The newest changes by others, so many of them, and read again when something happened. */
export const useSilent = (query: SilentQuery, wanted: number): Server<SilentPage> =>
  useServer(`silent.list:${wanted}:${JSON.stringify(query)}`, () => readPages(query, wanted), EVENTS, {
    keepPrevious: true,
    gather: GATHER,
  })

export const markSeen = async (changes: readonly SilentChange[]): Promise<void> => {
  const looked = lookedOf(changes.filter(({ isNew }) => isNew))
  for (let at = 0; at < looked.length; at += MOST_LOOKED)
    await call('silent.seen', { looked: looked.slice(at, at + MOST_LOOKED) })
}

/** All that is shown and what is further down; what comes meanwhile is at the top, and stays new. */
export const markAllSeen = async (query: SilentQuery, shown: SilentPage): Promise<void> => {
  const rest = shown.next === null ? [] : (await readPages(query, Infinity, shown.next)).changes
  await markSeen([...shown.changes, ...rest])
}

import { MOST_ENTRIES } from '../../shared/domain/timeline.ts'
import type { Input } from '../../shared/contract/contract.ts'
import type { TimelinePage } from '../../shared/contract/timeline.ts'
import { call } from '../api.ts'
import { useServer } from '../stores/server.ts'
import type { Server } from '../stores/server.ts'

export type TimelineQuery = Omit<Input<'timeline.list'>, 'cursor' | 'limit'>

const EVENTS = ['edits.changed', 'activities.changed', 'alerts.changed', 'figures.changed'] as const
/** While a sync writes, everything may have changed many times a second: a list of the past can wait. */
const GATHER = 1500

const readPages = async (query: TimelineQuery, wanted: number): Promise<TimelinePage> => {
  const entries: TimelinePage['entries'][number][] = []
  let cursor: Input<'timeline.list'>['cursor'] = null
  for (;;) {
    const page: TimelinePage = await call('timeline.list', {
      ...query,
      cursor,
      limit: Math.min(MOST_ENTRIES, wanted - entries.length),
    })
    entries.push(...page.entries)
    cursor = page.next
    if (cursor === null || entries.length >= wanted) return { entries, next: cursor, log: page.log }
  }
}

/** The newest entries, so many of them, and read again when something happened. */
export const useTimeline = (query: TimelineQuery, wanted: number): Server<TimelinePage> =>
  useServer(`timeline.list:${wanted}:${JSON.stringify(query)}`, () => readPages(query, wanted), EVENTS, {
    keepPrevious: true,
    gather: GATHER,
  })

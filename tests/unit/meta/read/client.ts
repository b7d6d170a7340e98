import { decodePages } from '../../../../src/main/meta/decode.ts'
import { createGraph } from '../../../../src/main/meta/graph-client.ts'
import type { ReadRequest, ReportBook, Sink } from '../../../../src/main/meta/graph.ts'
import { createMemoryBook } from '../../../../src/main/meta/read/reports.ts'
import type { Clock } from '../../../../src/main/ports.ts'
import { countingIds } from '../eager-clock.ts'
import { rowsOf } from '../rows-of.ts'
import type { ScriptedMeta } from './scripted-meta.ts'

/** The whole client on a scripted Meta. A new one on the same book is the program after a restart. */
export const graphOn = (meta: ScriptedMeta, clock: Clock, reports: ReportBook = createMemoryBook()) =>
  createGraph({
    http: meta.http,
    clock,
    ids: countingIds(),
    log: { write: () => undefined },
    secrets: { token: async () => 'EAAB', appSecret: async () => null },
    baseUrl: 'http://meta',
    version: 'v26.0',
    appId: '1',
    reports,
  })

/** Keeps every row it is given, as `object day`, in order. */
export const collect = () => {
  const keys: string[] = []
  const unknown = new Set<string>()
  const sink: Sink = async (bytes) =>
    decodePages(bytes).map(({ outcome, campaigns, insights, reach }) => {
      keys.push(...campaigns.map(({ id }) => id), ...reach.map(({ objectId }) => objectId))
      for (const { objectId, day, sums } of rowsOf(insights)) {
        keys.push(`${objectId} ${day}`)
        for (const [name, value] of Object.entries(sums)) if (value === null) unknown.add(name)
      }
      return { ...outcome, changed: outcome.rows }
    })
  return { keys, unknown, sink, found: () => [...new Set(keys)].sort() }
}

export const insights = (since: string, until: string, more: Partial<ReadRequest> = {}): ReadRequest =>
  ({ kind: 'insights', level: 'campaign', accountId: 'act_1', since, until, ...more }) as ReadRequest
export const sync = { lane: 'sync' } as const

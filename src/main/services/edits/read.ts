import type { Currency } from '../../../shared/domain/money.ts'
import type { AccountId, Ad, AdSet, CampaignDetails, Level, ObjectId } from '../../../shared/domain/objects.ts'
import type { Lane } from '../../meta/graph.ts'
import type { Found } from '../../meta/many.ts'
import { AD_SET } from '../../meta/nodes/ad-set.ts'
import { AD } from '../../meta/nodes/ad.ts'
import { CAMPAIGN } from '../../meta/nodes/campaign.ts'
import type { WorkspaceContext } from '../context.ts'

export interface Wanted {
  readonly level: Level
  readonly objectId: ObjectId
  readonly accountId: AccountId
  readonly currency: Currency
}

/**
 * The object as it is at Meta now, by its id, which is the most consistent reading; kept as the newest fact about it. Null: it
 * is not there, or may not be seen. Throws AppError when Meta could not be asked.
 */
export type ReadObject = (wanted: Wanted, lane: Lane) => Promise<CampaignDetails | AdSet | Ad | null>

export const createReadObject =
  ({ store, graph, clock, emit }: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'emit'>): ReadObject =>
  async ({ level, objectId, accountId, currency }, lane) => {
    const options = { lane, accountId, currency }
    const kept = async <Of>(object: Of | null, keep: (found: Of) => Promise<void>): Promise<Of | null> => {
      if (object === null) return null
      await keep(object)
      emit('figures.changed', null)
      return object
    }
    switch (level) {
      case 'campaign':
        return kept(await graph.get(CAMPAIGN, objectId, options), (found) =>
          store.saveObjects('campaign', [found], clock.now()),
        )
      case 'adset':
        return kept(await graph.get(AD_SET, objectId, options), (found) =>
          store.saveObjects('adset', [found], clock.now()),
        )
      case 'ad':
        return kept(await graph.get(AD, objectId, options), (found) => store.saveObjects('ad', [found], clock.now()))
    }
  }

/** Many at once, each kept as the newest fact about it. Never throws: what could not be read, and why, is in `failures`. */
export type ReadObjects = (
  wanted: readonly Wanted[],
  lane: Lane,
  signal?: AbortSignal,
) => Promise<{ readonly hidden: ReadonlySet<ObjectId>; readonly failures: ReadonlyMap<ObjectId, Error> }>

export const createReadObjects =
  ({ store, graph, clock, emit }: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'emit'>): ReadObjects =>
  async (wanted, lane, signal) => {
    const hidden = new Set<ObjectId>()
    const failures = new Map<ObjectId, Error>()
    const groups = Map.groupBy(wanted, ({ accountId, level }) => `${accountId} ${level}`)
    const readGroup = async (group: readonly Wanted[]): Promise<void> => {
      const [first] = group
      if (!first) return
      const { level, accountId, currency } = first
      const ids = group.map(({ objectId }) => objectId)
      const options = { lane, accountId, currency, ...(signal ? { signal } : {}) }
      const read = async <Of>(found: Promise<Found<Of>>, keep: (items: readonly Of[]) => Promise<void>) => {
        const { items, hidden: gone, failures: failed } = await found
        if (items.size > 0) await keep([...items.values()])
        for (const id of gone) hidden.add(id)
        for (const [id, failure] of failed) failures.set(id, failure)
      }
      const at = clock.now()
      if (level === 'campaign') {
        await read(graph.many(CAMPAIGN, ids, options), (found) => store.saveObjects('campaign', found, at))
      } else if (level === 'adset') {
        await read(graph.many(AD_SET, ids, options), (found) => store.saveObjects('adset', found, at))
      } else await read(graph.many(AD, ids, options), (found) => store.saveObjects('ad', found, at))
    }
    await Promise.all([...groups.values()].map(readGroup))
    emit('figures.changed', null)
    return { hidden, failures }
  }

import type { Currency } from '../../../shared/domain/money.ts'
import type { AccountId, Ad, AdSet, CampaignDetails, Level, ObjectId } from '../../../shared/domain/objects.ts'
import type { Lane } from '../../meta/graph.ts'
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

import { z } from 'zod'
import { RANKS } from '../../../shared/domain/objects.ts'
import type { ObjectId, Rank } from '../../../shared/domain/objects.ts'
import { id, lenient, needed, understood } from './lenient.ts'
import type { Edge, InAccount, Node } from './node.ts'

/** How an ad does against others that compete for the same people. */
export interface AdRanking {
  /** Of the ad. */
  readonly id: ObjectId
  /** Null: Meta does not say, or says what nobody here has heard of. */
  readonly quality: Rank | null
  readonly engagement: Rank | null
  readonly conversion: Rank | null
}

const rank = lenient((value): Rank | null => RANKS.find((each) => each === value) ?? null)
const wire = z.object({
  ad_id: needed(id),
  quality_ranking: rank,
  engagement_rate_ranking: rank,
  conversion_rate_ranking: rank,
})

const RANKING: Node<AdRanking, InAccount> = {
  name: 'ranking',
  core: ['ad_id'],
  more: ['quality_ranking', 'engagement_rate_ranking', 'conversion_rate_ranking'],
  decode(row) {
    const found = understood(wire, row)
    return (
      found && {
        id: found.ad_id,
        quality: found.quality_ranking,
        engagement: found.engagement_rate_ranking,
        conversion: found.conversion_rate_ranking,
      }
    )
  },
}

/** Of an account's ads over 30 days; with fewer than 500 impressions Meta ranks none. */
export const RANKINGS: Edge<AdRanking, InAccount> = {
  name: 'insights',
  node: RANKING,
  page: 500,
  params: {
    level: 'ad',
    date_preset: 'last_30d',
    filtering: JSON.stringify([{ field: 'ad.impressions', operator: 'GREATER_THAN', value: 499 }]),
  },
}

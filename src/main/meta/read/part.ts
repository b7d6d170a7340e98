import type { CampaignId } from '../../../shared/domain/objects.ts'
import type { ReadRequest } from '../graph.ts'

/** A piece of a request that is asked for in one go: all of it, or a share when it was too much. */
export interface Part {
  /** With its own range and ids. */
  readonly request: ReadRequest
  /** Only what is in these campaigns, or in any but these; null: in all. */
  readonly among: { readonly operator: 'IN' | 'NOT_IN'; readonly campaigns: readonly CampaignId[] } | null
  /** Fields that it is asked for without, because it is too much with them. */
  readonly spared: readonly string[]
  /** A share of what was too much for pages. */
  readonly heavy: boolean
}

import type { Ad, AdSet, Campaign } from '../../../shared/domain/objects.ts'
import { trackingOf } from '../../../shared/domain/tracking.ts'
import type { Tracking } from '../../../shared/domain/tracking.ts'
import type { Creative } from '../../meta/nodes/creative.ts'
import type { WorkspaceContext } from '../context.ts'

/** Where an ad leads to, by its creative as last read; null: not known, or it is no ad. */
export const createTrackingOf =
  ({ store }: Pick<WorkspaceContext, 'store'>) =>
  async (object: Campaign | AdSet | Ad): Promise<Tracking | null> => {
    if (!('creativeId' in object) || object.creativeId === null) return null
    const found = await store.document({ kind: 'creative', accountId: object.accountId, id: object.creativeId })
    // Only what `CREATIVES` decoded is kept of the kind.
    return found && trackingOf(found.doc as unknown as Creative)
  }

import { useCallback, useState } from 'react'
import type { Change } from '../../../shared/domain/edits.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { CallError } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useSay } from '../../ui/toast.tsx'
import { usePost } from './use-post.ts'

export interface Editing {
  readonly busy: boolean
  /** Nothing can be sent now: it becomes a draft. */
  readonly isHeld: boolean
  /** True once it was sent and settled, is known to be unknown, or is kept as a draft. */
  make(row: CampaignRow, change: Change, reason: string, confirmed: string): Promise<boolean>
}

/** Makes an edit and says how it ended. */
export const useEdit = (): Editing => {
  const { campaigns } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const { isHeld, post } = usePost()
  const make = useCallback(
    async (
      { accountId, id, name }: CampaignRow,
      change: Change,
      reason: string,
      confirmed: string,
    ): Promise<boolean> => {
      setBusy(true)
      const [outcome] = await post([{ accountId, objectId: id, change, reason, confirmed }])
      setBusy(false)
      if (!outcome || outcome.state === 'rejected') {
        say.failed(new CallError(outcome?.failure?.code ?? 'internal', outcome?.failure?.data ?? {}))
        return false
      }
      // Where it was kept is said.
      if (outcome.state === 'drafted') return true
      say.done(
        outcome.state === 'confirmed'
          ? campaigns.confirmed(format.quoted(name))
          : campaigns.unknown(format.quoted(name)),
      )
      return true
    },
    [campaigns, format, say, post],
  )
  return { busy, isHeld, make }
}

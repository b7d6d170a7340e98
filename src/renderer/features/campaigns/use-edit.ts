import { useCallback, useState } from 'react'
import type { Change } from '../../../shared/domain/edits.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { CallError } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useSay } from '../../ui/toast.tsx'
import { postChanges } from './posting.ts'

export interface Editing {
  readonly busy: boolean
  /** True once it was sent and settled, or is known to be unknown. */
  make(row: CampaignRow, change: Change, reason: string): Promise<boolean>
}

/** Makes an edit and says how it ended. */
export const useEdit = (): Editing => {
  const { campaigns } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const make = useCallback(
    async ({ accountId, id, name }: CampaignRow, change: Change, reason: string): Promise<boolean> => {
      setBusy(true)
      const [outcome] = await postChanges([{ accountId, objectId: id, change, reason }])
      setBusy(false)
      if (!outcome || outcome.state === 'rejected') {
        say.failed(new CallError(outcome?.failure?.code ?? 'internal', outcome?.failure?.data ?? {}))
        return false
      }
      say.done(
        outcome.state === 'confirmed'
          ? campaigns.confirmed(format.quoted(name))
          : campaigns.unknown(format.quoted(name)),
      )
      return true
    },
    [campaigns, format, say],
  )
  return { busy, make }
}

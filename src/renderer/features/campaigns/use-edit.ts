import { useCallback, useState } from 'react'
import type { Change } from '../../../shared/domain/edits.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { call, CallError } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useSay } from '../../ui/toast.tsx'

export interface Editing {
  readonly busy: boolean
  /** True once it was sent and settled, or is known to be unknown. */
  make(row: CampaignRow, change: Change): Promise<boolean>
}

/** Makes an edit and says how it ended. */
export const useEdit = (): Editing => {
  const { campaigns } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const make = useCallback(
    async (row: CampaignRow, change: Change): Promise<boolean> => {
      setBusy(true)
      try {
        const edit = await call('edits.make', { accountId: row.accountId, objectId: row.id, change, reason: '' })
        const name = format.quoted(row.name)
        if (edit.state === 'confirmed') say.done(campaigns.confirmed(name))
        else if (edit.state === 'rejected')
          say.failed(new CallError(edit.failure?.code ?? 'internal', edit.failure?.data ?? {}))
        else say.done(campaigns.unknown(name))
        return edit.state !== 'rejected'
      } catch (error) {
        say.failed(error)
        return false
      } finally {
        setBusy(false)
      }
    },
    [campaigns, format, say],
  )
  return { busy, make }
}

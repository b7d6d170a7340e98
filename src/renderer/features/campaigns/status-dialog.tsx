import type { ReactElement } from 'react'
import type { Change } from '../../../shared/domain/edits.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { isolate } from '../../format.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Confirm } from '../../ui/dialog.tsx'

interface StatusDialogProps {
  readonly row: CampaignRow
  readonly open: boolean
  readonly busy: boolean
  readonly onClose: () => void
  readonly onMake: (change: Change) => void
}

/** Starts or pauses a campaign, with what that spends or saves. */
export const StatusDialog = ({ row, open, busy, onClose, onMake }: StatusDialogProps): ReactElement => {
  const { campaigns } = useStrings()
  const format = useFormat()
  const isPause = row.status === 'ACTIVE'
  const name = format.quoted(row.name)
  const account = isolate(row.accountName)
  const budget = row.budget
    ? `${format.money(row.budget.amount, row.currency)} (${row.budget.kind === 'daily' ? campaigns.dailyBudget : campaigns.lifetimeBudget})`
    : null
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={isPause ? campaigns.pauseTitle : campaigns.startTitle}
      description={
        isPause
          ? campaigns.pauseText(format.money(row.figures.spend, row.currency))
          : budget === null
            ? campaigns.startTextPlain
            : campaigns.startText(budget)
      }
      action={isPause ? campaigns.pauseAction(name, account) : campaigns.startAction(name, account)}
      busy={busy}
      onConfirm={() =>
        onMake({ field: 'status', before: isPause ? 'ACTIVE' : 'PAUSED', after: isPause ? 'PAUSED' : 'ACTIVE' })
      }
    >
      <AccountBand id={row.accountId} name={row.accountName} />
    </Confirm>
  )
}

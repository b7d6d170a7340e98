import type { ReactElement } from 'react'
import { useState } from 'react'
import { NO_TERMS, overLimitOf } from '../../../shared/domain/edit-policy.ts'
import { editFindings } from '../../../shared/domain/editable.ts'
import type { Change } from '../../../shared/domain/edits.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { isolate } from '../../format.ts'
import { useTerms } from '../../stores/edit-terms.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { questionOf } from '../../ui/finding-text.ts'
import { FindingsList } from '../../ui/findings-list.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Banner, FailureBanner } from '../../ui/states.tsx'
import { areConfirmed, TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import dialogs from './dialogs.module.css'

const NO_EVENTS = [] as const

interface StatusDialogProps {
  readonly row: CampaignRow
  readonly busy: boolean
  /** Nothing can be sent now: it becomes a draft. */
  readonly isHeld: boolean
  readonly onClose: () => void
  /** `confirmed`: typed for a budget over the limit. */
  readonly onMake: (change: Change, reason: string, confirmed: string) => void
}

/** Starts or pauses a campaign, with what that spends or saves, and what is to be known of it before. */
export const StatusDialog = ({ row, busy, isHeld, onClose, onMake }: StatusDialogProps): ReactElement => {
  const strings = useStrings()
  const { campaigns, editing, sets } = strings
  const format = useFormat()
  const [agreed, setAgreed] = useState('')
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const terms = useTerms(row.accountId) ?? NO_TERMS
  const known = useServer(`edits.status:${row.id}`, () => call('edits.known', { objectIds: [row.id] }), NO_EVENTS)
  const isPause = row.status === 'ACTIVE'
  const change: Change = {
    field: 'status',
    before: isPause ? 'ACTIVE' : 'PAUSED',
    after: isPause ? 'PAUSED' : 'ACTIVE',
  }
  // What is not there any more is told when it is posted.
  const about = known.value?.[0]
  const findings = about ? editFindings(about, change, [change], terms) : []
  const question = questionOf(findings)
  const overLimit = about ? overLimitOf([change], about.values, terms.limit) : []
  const owner = { name: row.accountName, currency: row.currency }
  const isBlocked = findings.some(({ severity }) => severity === 'block')
  const name = format.quoted(row.name)
  const account = isolate(row.accountName)
  const budget = row.budget
    ? `${format.money(row.budget.amount, row.currency)} (${row.budget.kind === 'daily' ? campaigns.dailyBudget : campaigns.lifetimeBudget})`
    : null
  return (
    <Confirm
      open
      onClose={onClose}
      title={isPause ? campaigns.pauseTitle : campaigns.startTitle}
      description={
        isPause
          ? campaigns.pauseText(format.money(row.figures.spend, row.currency))
          : budget === null
            ? campaigns.startTextPlain
            : campaigns.startText(budget)
      }
      action={
        isHeld ? sets.keep : isPause ? campaigns.pauseAction(name, account) : campaigns.startAction(name, account)
      }
      busy={busy}
      // Without its past nothing could be asked.
      disabled={
        known.value === undefined ||
        isBlocked ||
        (question !== '' && agreed !== question) ||
        !areConfirmed(typed, overLimit, owner)
      }
      onConfirm={() => onMake(change, reason.trim(), typed)}
    >
      <div className={dialogs['form']}>
        <AccountBand id={row.accountId} name={row.accountName} />
        {isHeld ? <Banner meaning="warn">{editing.held}</Banner> : null}
        {known.failure ? <FailureBanner failure={known.failure} onRetry={() => void known.refresh()} /> : null}
        {about ? <FindingsList findings={findings} about={about} /> : null}
        <TypedConfirmation changes={overLimit} account={owner} value={typed} disabled={busy} onChange={setTyped} />
        {question === '' ? null : (
          <Checkbox
            label={editing.confirm}
            checked={agreed === question}
            disabled={busy}
            onChange={(on) => setAgreed(on ? question : '')}
          />
        )}
        <ReasonField value={reason} disabled={busy} onChange={setReason} />
      </div>
    </Confirm>
  )
}

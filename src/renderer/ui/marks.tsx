import type { ReactElement } from 'react'
import type { EditAct, EditMark } from '../../shared/domain/edits.ts'
import type { AccountStatus, AdEffectiveStatus, EffectiveStatus } from '../../shared/domain/objects.ts'
import { useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import { Drawing } from './drawing.tsx'
import type { DrawingId } from './drawing.tsx'
import css from './figures.module.css'

type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'
type Look = readonly [DrawingId, Tone]

const OBJECT: Readonly<Record<AdEffectiveStatus, Look>> = {
  ACTIVE: ['play', 'good'],
  PAUSED: ['pause', 'quiet'],
  CAMPAIGN_PAUSED: ['pause', 'quiet'],
  ADSET_PAUSED: ['pause', 'quiet'],
  DISAPPROVED: ['cross', 'bad'],
  PENDING_REVIEW: ['clock', 'info'],
  PENDING_BILLING_INFO: ['alert', 'bad'],
  PREAPPROVED: ['dashed', 'info'],
  ARCHIVED: ['archive', 'quiet'],
  DELETED: ['trash', 'quiet'],
  IN_PROCESS: ['loader', 'info'],
  WITH_ISSUES: ['warning', 'warn'],
  UNKNOWN: ['help', 'quiet'],
}
const ACCOUNT: Readonly<Record<AccountStatus, Look>> = {
  ACTIVE: ['check', 'good'],
  DISABLED: ['cross', 'bad'],
  UNSETTLED: ['alert', 'bad'],
  PENDING_RISK_REVIEW: ['warning', 'warn'],
  PENDING_SETTLEMENT: ['warning', 'warn'],
  IN_GRACE_PERIOD: ['warning', 'warn'],
  PENDING_CLOSURE: ['warning', 'warn'],
  CLOSED: ['archive', 'quiet'],
  UNKNOWN: ['help', 'quiet'],
}
const EDIT: Readonly<Record<EditMark, Look>> = {
  drafted: ['pencil', 'info'],
  checked: ['checklist', 'info'],
  again: ['pencil', 'info'],
  withdrawn: ['slash', 'quiet'],
  dismissed: ['slash', 'quiet'],
  queued: ['dashed', 'info'],
  sent: ['loader', 'info'],
  confirmed: ['check', 'good'],
  rejected: ['cross', 'bad'],
  unknown: ['help', 'warn'],
  undone: ['undo', 'quiet'],
}

const ACT: Readonly<Record<EditAct, Look>> = {
  add: ['plus', 'good'],
  edit: ['pencil', 'quiet'],
  archive: ['archive', 'warn'],
  delete: ['trash', 'bad'],
}

const Mark = ({
  look: [drawing, tone],
  children,
  title,
}: {
  readonly look: Look
  readonly children: string
  readonly title?: string
}): ReactElement => (
  <span className={cx(css['mark'], css[tone])} title={title}>
    <Drawing id={drawing} />
    <span>{children}</span>
  </span>
)

/** A status in a table, which has hundreds: the words are given. */
export const statusMark = (status: AdEffectiveStatus, text: string): ReactElement => (
  <Mark look={OBJECT[status]}>{text}</Mark>
)

export const CampaignStatus = ({ status }: { readonly status: EffectiveStatus }): ReactElement => {
  const { campaigns } = useStrings()
  return <Mark look={OBJECT[status]}>{campaigns.statuses[status]}</Mark>
}

export const AccountStatusMark = ({ status }: { readonly status: AccountStatus }): ReactElement => {
  const { overview } = useStrings()
  return <Mark look={ACCOUNT[status]}>{overview.statuses[status]}</Mark>
}

/** `state`: of an edit by `markOf`. */
export const EditStateMark = ({ state }: { readonly state: EditMark }): ReactElement => {
  const { edits } = useStrings()
  return (
    <Mark look={EDIT[state]} title={edits.stateHints[state]}>
      {edits.states[state]}
    </Mark>
  )
}

/** What an edit does to its object, as a sign before its name. */
export const EditActMark = ({ act }: { readonly act: EditAct }): ReactElement => {
  const { sets } = useStrings()
  const [drawing, tone] = ACT[act]
  return (
    <span className={cx(css['mark'], css[tone])} role="img" title={sets.acts[act]} aria-label={sets.acts[act]}>
      <Drawing id={drawing} />
    </span>
  )
}

const TRUTH = { true: ['check', 'good'], false: ['cross', 'quiet'], unknown: ['help', 'warn'] } as const

export const TruthMark = ({
  truth,
  children,
}: {
  readonly truth: keyof typeof TRUTH
  readonly children: string
}): ReactElement => <Mark look={TRUTH[truth]}>{children}</Mark>

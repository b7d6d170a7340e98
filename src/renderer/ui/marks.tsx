import {
  Archive,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CirclePlay,
  CircleSlash,
  CircleX,
  ClipboardCheck,
  Clock,
  LoaderCircle,
  PencilLine,
  Trash2,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import type { EditState } from '../../shared/domain/edits.ts'
import type { AccountStatus, AdEffectiveStatus, EffectiveStatus } from '../../shared/domain/objects.ts'
import { useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import css from './figures.module.css'

type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'
type Look = readonly [LucideIcon, Tone]

const OBJECT: Readonly<Record<AdEffectiveStatus, Look>> = {
  ACTIVE: [CirclePlay, 'good'],
  PAUSED: [CirclePause, 'quiet'],
  CAMPAIGN_PAUSED: [CirclePause, 'quiet'],
  ADSET_PAUSED: [CirclePause, 'quiet'],
  DISAPPROVED: [CircleX, 'bad'],
  PENDING_REVIEW: [Clock, 'info'],
  PENDING_BILLING_INFO: [CircleAlert, 'bad'],
  PREAPPROVED: [CircleDashed, 'info'],
  ARCHIVED: [Archive, 'quiet'],
  DELETED: [Trash2, 'quiet'],
  IN_PROCESS: [LoaderCircle, 'info'],
  WITH_ISSUES: [TriangleAlert, 'warn'],
  UNKNOWN: [CircleHelp, 'quiet'],
}
const ACCOUNT: Readonly<Record<AccountStatus, Look>> = {
  ACTIVE: [CircleCheck, 'good'],
  DISABLED: [CircleX, 'bad'],
  UNSETTLED: [CircleAlert, 'bad'],
  PENDING_RISK_REVIEW: [TriangleAlert, 'warn'],
  PENDING_SETTLEMENT: [TriangleAlert, 'warn'],
  IN_GRACE_PERIOD: [TriangleAlert, 'warn'],
  PENDING_CLOSURE: [TriangleAlert, 'warn'],
  CLOSED: [Archive, 'quiet'],
  UNKNOWN: [CircleHelp, 'quiet'],
}
const EDIT: Readonly<Record<EditState, Look>> = {
  drafted: [PencilLine, 'info'],
  checked: [ClipboardCheck, 'info'],
  withdrawn: [CircleSlash, 'quiet'],
  queued: [CircleDashed, 'info'],
  sent: [LoaderCircle, 'info'],
  confirmed: [CircleCheck, 'good'],
  rejected: [CircleX, 'bad'],
  unknown: [CircleHelp, 'warn'],
  undone: [Undo2, 'quiet'],
}

const Mark = ({
  look: [Icon, tone],
  children,
  title,
}: {
  readonly look: Look
  readonly children: string
  readonly title?: string
}): ReactElement => (
  <span className={cx(css['mark'], css[tone])} title={title}>
    <Icon aria-hidden />
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

export const EditStateMark = ({ state }: { readonly state: EditState }): ReactElement => {
  const { edits } = useStrings()
  return (
    <Mark look={EDIT[state]} title={edits.stateHints[state]}>
      {edits.states[state]}
    </Mark>
  )
}

const TRUTH = { true: [CircleCheck, 'good'], false: [CircleX, 'quiet'], unknown: [CircleHelp, 'warn'] } as const

export const TruthMark = ({
  truth,
  children,
}: {
  readonly truth: keyof typeof TRUTH
  readonly children: string
}): ReactElement => <Mark look={TRUTH[truth]}>{children}</Mark>

import {
  Archive,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CirclePlay,
  CircleX,
  LoaderCircle,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import type { EditState } from '../../shared/domain/edits.ts'
import type { AccountStatus, EffectiveStatus } from '../../shared/domain/objects.ts'
import { useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import css from './figures.module.css'

type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'
type Look = readonly [LucideIcon, Tone]

const CAMPAIGN: Readonly<Record<EffectiveStatus, Look>> = {
  ACTIVE: [CirclePlay, 'good'],
  PAUSED: [CirclePause, 'quiet'],
  CAMPAIGN_PAUSED: [CirclePause, 'quiet'],
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
  queued: [CircleDashed, 'info'],
  sent: [LoaderCircle, 'info'],
  confirmed: [CircleCheck, 'good'],
  rejected: [CircleX, 'bad'],
  unknown: [CircleHelp, 'warn'],
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

export const CampaignStatus = ({ status }: { readonly status: EffectiveStatus }): ReactElement => {
  const { campaigns } = useStrings()
  return <Mark look={CAMPAIGN[status]}>{campaigns.statuses[status]}</Mark>
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

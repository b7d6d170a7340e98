import type { Account, Asset, Delivering } from '../model.ts'
import { createFinding } from '../library.ts'
import type { Library } from '../library.ts'
import type { Edit, Live, Made, State } from '../state.ts'
import type { World } from '../world.ts'

/** What happened in an account: every making and every change, by whoever, and the reviews that followed. */

export interface Event {
  readonly at: number
  readonly type: string
  readonly words: string
  readonly categories: readonly string[]
  readonly object: { readonly id: string; readonly name: string; readonly type: string }
  /** Ids above the object. */
  readonly parents: readonly string[]
  readonly actorId: string
  readonly actorName: string
  /** Made through this app's token, not in Meta's own pages. */
  readonly byApp: boolean
  readonly extra: unknown
}

type Subject = Account | Delivering | Asset
const OBJECT_TYPE: Readonly<Record<Subject['level'], string>> = {
  account: 'ACCOUNT',
  campaign: 'CAMPAIGN_GROUP',
  adset: 'CAMPAIGN',
  ad: 'ADGROUP',
  creative: 'CREATIVE',
  image: 'IMAGE',
  video: 'VIDEO',
  audience: 'AUDIENCE',
  pixel: 'PIXEL',
  page: 'PAGE',
  rule: 'RULE',
}
const OF_LEVEL: Readonly<Partial<Record<Subject['level'], string>>> = {
  account: 'ACCOUNT',
  campaign: 'CAMPAIGN',
  adset: 'AD_SET',
  ad: 'AD',
  audience: 'AUDIENCE',
}

/** Event types by level and field. */
const CHANGED: Readonly<Partial<Record<Subject['level'], Readonly<Record<string, string>>>>> = {
  account: {
    spend_cap: 'ad_account_update_spend_limit',
    spend_reset: 'ad_account_reset_spend_limit',
  },
  campaign: {
    status: 'update_campaign_run_status',
    name: 'update_campaign_name',
    daily_budget: 'update_campaign_budget',
    lifetime_budget: 'update_campaign_budget',
    spend_cap: 'update_campaign_group_spend_cap',
    bid_strategy: 'update_campaign_delivery_type',
    start_time: 'update_campaign_schedule',
    stop_time: 'update_campaign_schedule',
    is_adset_budget_sharing_enabled: 'update_budget_flex_toggle_status',
    promoted_object: 'update_campaign_conversion_goal',
  },
  adset: {
    status: 'update_ad_set_run_status',
    name: 'update_ad_set_name',
    daily_budget: 'update_ad_set_budget',
    lifetime_budget: 'update_ad_set_budget',
    bid_amount: 'update_ad_set_bidding',
    bid_constraints: 'update_ad_set_bidding',
    bid_strategy: 'update_ad_set_bid_strategy',
    start_time: 'update_ad_set_duration',
    end_time: 'update_ad_set_duration',
    targeting: 'update_ad_set_target_spec',
    optimization_goal: 'update_ad_set_optimization_goal',
    promoted_object: 'conversion_event_updated',
    billing_event: 'billing_event',
    daily_spend_cap: 'update_ad_set_spend_cap',
    lifetime_spend_cap: 'update_ad_set_spend_cap',
    daily_min_spend_target: 'update_ad_set_min_spend_target',
    lifetime_min_spend_target: 'update_ad_set_min_spend_target',
    adset_schedule: 'update_campaign_ad_scheduling',
  },
  ad: { status: 'update_ad_run_status', name: 'update_ad_friendly_name', creative: 'update_ad_creative' },
  creative: { name: 'edit_and_update_ad_creative', status: 'edit_and_update_ad_creative' },
  audience: {
    name: 'update_audience',
    description: 'update_audience',
    rule: 'update_audience',
    status: 'delete_audience',
  },
  image: { status: 'delete_images' },
}
const BUDGET_WORDS: Readonly<Record<string, string>> = {
  daily_budget: 'Daily budget',
  lifetime_budget: 'Lifetime budget',
}
const CREATED: Readonly<Partial<Record<Made['kind'], string>>> = {
  campaign: 'create_campaign_group',
  adset: 'create_ad_set',
  ad: 'create_ad',
  audience: 'create_audience',
  image: 'add_images',
}

const categoriesOf = (type: string, level: Subject['level']): readonly string[] => [
  ...(OF_LEVEL[level] === undefined ? [] : [OF_LEVEL[level]]),
  ...(/budget|spend_cap|spend_limit|min_spend/.test(type) ? ['BUDGET'] : []),
  ...(/bid/.test(type) ? ['BID'] : []),
  ...(/run_status/.test(type) ? ['STATUS'] : []),
  ...(/duration|schedul/.test(type) ? ['DATE'] : []),
  ...(/target_spec/.test(type) ? ['TARGETING'] : []),
]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const wordsOf = (type: string): string => {
  const text = type.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const parentsOf = (subject: Subject): readonly string[] => {
  switch (subject.level) {
    case 'account':
      return []
    case 'adset':
      return [subject.campaign.id, subject.account.id]
    case 'ad':
      return [subject.adset.id, subject.campaign.id, subject.account.id]
    default:
      return [subject.account.id]
  }
}

interface Needs {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly library: Library
}

/** Of one account, what was made before what was changed; some lie in the future, because reviews end then. */
export const eventsOf = ({ world, state, live, library }: Needs, account: Account): readonly Event[] => {
  const subjectOf = createFinding(world, library)
  const ours = (id: string): Subject | null => {
    const subject = subjectOf(id)
    return subject && (subject.level === 'account' ? subject : subject.account) === account ? subject : null
  }
  const event = (
    subject: Subject,
    type: string,
    { at, actorId, actorName }: Pick<Edit, 'at' | 'actorId' | 'actorName'>,
    extra: unknown,
    byApp: boolean,
  ): Event => ({
    at,
    type,
    words: wordsOf(type),
    categories: categoriesOf(type, subject.level),
    object: {
      id: subject.level === 'account' ? subject.digits : subject.id,
      name:
        subject.level === 'account'
          ? subject.name
          : 'values' in subject
            ? (live.written(subject, 'name') ?? textOf(subject.values['name']))
            : live.name(subject),
      type: OBJECT_TYPE[subject.level],
    },
    parents: parentsOf(subject),
    actorId,
    actorName,
    byApp,
    extra,
  })

  const changes = state.edits().flatMap((edit) => {
    const subject = ours(edit.object)
    if (!subject) return []
    const removed = subject.level === 'account' && edit.field === 'spend_cap' && edit.after === null
    const type = removed ? 'ad_account_remove_spend_limit' : (CHANGED[subject.level]?.[edit.field] ?? 'unknown')
    const extra = {
      old_value: edit.before,
      new_value: edit.after,
      ...(BUDGET_WORDS[edit.field] === undefined ? {} : { type: BUDGET_WORDS[edit.field] }),
      ...(/budget|spend_cap|bid_amount/.test(edit.field) ? { currency: account.currency } : {}),
    }
    return [event(subject, type, edit, extra, edit.byApp !== false)]
  })
  const makings = state.allMade().flatMap((made) => {
    const subject = ours(made.id)
    const type = CREATED[made.kind]
    return subject && type !== undefined
      ? [event(subject, type, made, { new_value: made.values['name'] ?? '' }, made.byApp !== false)]
      : []
  })
  const reviews = state.allMade().flatMap((made) => {
    const subject = made.kind === 'ad' ? ours(made.id) : null
    if (subject?.level !== 'ad') return []
    const { ended, passed } = live.firstReview(subject)
    const meta = { at: ended, actorId: '0', actorName: 'Meta' }
    return [event(subject, passed ? 'ad_review_approved' : 'ad_review_declined', meta, {}, false)]
  })
  return [...makings, ...changes, ...reviews]
}

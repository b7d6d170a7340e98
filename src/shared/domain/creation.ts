import type { Instant } from './day.ts'
import { MOST_NAME } from './edits.ts'
import type { Change, Edit, KnownValues } from './edits.ts'
import type { RuleContext } from './house-rules.ts'
import type { JsonFields } from './json.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, Budget, CreativeId, Level, ObjectId, Status } from './objects.ts'

/** What is made at Meta: campaigns, ad sets and ads, anew or as copies. All of it is made paused. */

/** What the new object is in: something that is there, or what an earlier edit makes. */
export type Holder = { readonly id: ObjectId } | { readonly editId: string }

/** Meta copies within an account, and without what is under the source. */
export interface CopyOf {
  readonly kind: 'copy'
  readonly level: Level
  readonly sourceId: ObjectId
  /** Null: of a campaign. */
  readonly holder: Holder | null
}
export interface NewCampaign {
  readonly kind: 'campaign'
  /** Meta's own words. */
  readonly objective: string
  readonly categories: readonly string[]
  /** Two letters each; Meta asks for them with some categories. */
  readonly countries: readonly string[]
  /** Null: the budgets are on the ad sets. */
  readonly budget: Budget | null
  /** Null: Meta's own; without a budget there is none. */
  readonly bidStrategy: string | null
}
export interface NewAdSet {
  readonly kind: 'adset'
  readonly holder: Holder
  /** Meta's own words. */
  readonly optimizationGoal: string
  readonly billingEvent: string
  /** Null: it is on the campaign. */
  readonly budget: Budget | null
  readonly bidStrategy: string | null
  readonly bid: Micros | null
  /** As Meta has them. */
  readonly targeting: JsonFields
  readonly promotedObject: JsonFields | null
  readonly destination: string | null
  /** Null: open-ended, which a lifetime budget cannot be. */
  readonly endsAt: number | null
  /** Who pays for and who gains from ads in the European Union; null: what the account has set. */
  readonly payor: string | null
  readonly beneficiary: string | null
}
export interface NewAd {
  readonly kind: 'ad'
  readonly holder: Holder
  readonly creativeId: CreativeId
}

export type Creation = (CopyOf | NewCampaign | NewAdSet | NewAd) & {
  readonly name: string
  /** Nobody else's, eight hexadecimal digits: by it the new object is found when Meta's answer was lost. */
  readonly marker: string
}

/** Meta checks no copies beforehand. */
export type CheckableCreation = Exclude<Creation, { readonly kind: 'copy' }>

export const holderOf = (creation: Creation): Holder | null => ('holder' in creation ? creation.holder : null)

/** What is asked of something new before it is known what it will be in. */
export type NewValues = { readonly name: string } & (
  | Pick<CopyOf, 'kind' | 'level'>
  | NewCampaign
  | Omit<NewAdSet, 'holder'>
  | Pick<NewAd, 'kind'>
)

/** What it sets, as edits of something that has nothing yet: what people allow of edits holds for it as well. Of copies the name alone. */
export const changesIn = (creation: NewValues): readonly Change[] => {
  const changes: Change[] = [{ field: 'name', before: '', after: creation.name }]
  if ('budget' in creation && creation.budget !== null) {
    const field = creation.budget.kind === 'daily' ? 'dailyBudget' : 'lifetimeBudget'
    changes.push({ field, before: 0, after: creation.budget.amount })
  }
  if (creation.kind !== 'adset') return changes
  if (creation.bid !== null) changes.push({ field: 'bid', before: null, after: creation.bid })
  changes.push({ field: 'endsAt', before: null, after: creation.endsAt })
  return changes
}

/** What of it a rule of the house may ask for. It is made paused, so its links are not asked for yet. */
export const ruleContextIn = (creation: NewValues): RuleContext => ({
  level: creation.kind === 'copy' ? creation.level : creation.kind,
  values: Object.fromEntries(changesIn(creation).map(({ field, after }) => [field, after])) as KnownValues,
  budgetKind: ('budget' in creation ? creation.budget?.kind : null) ?? null,
  endsAt: 'endsAt' in creation ? creation.endsAt : null,
  tracking: undefined,
})

/** The change of an edit that makes something. */
export interface Creating {
  readonly field: 'created'
  readonly before: null
  readonly after: Creation
}

/** What Meta asks of the objectives that are made today. */
export const OBJECTIVES = [
  'OUTCOME_SALES',
  'OUTCOME_LEADS',
  'OUTCOME_TRAFFIC',
  'OUTCOME_ENGAGEMENT',
  'OUTCOME_AWARENESS',
  'OUTCOME_APP_PROMOTION',
] as const
export type Objective = (typeof OBJECTIVES)[number]

/** With these Meta asks where the campaign runs. */
export const CATEGORIES = [
  'HOUSING',
  'EMPLOYMENT',
  'FINANCIAL_PRODUCTS_SERVICES',
  'ISSUES_ELECTIONS_POLITICS',
  'ONLINE_GAMBLING_AND_GAMING',
] as const
export type Category = (typeof CATEGORIES)[number]

/** What an ad set can be optimised for under an objective, without a destination, and what it then has to promote. */
type Promoted = 'none' | 'page' | 'pixel' | 'app'
export interface Goal {
  readonly goal: string
  readonly billing: string
  readonly promotes: Promoted
}
const byImpressions = (promotes: Promoted, ...goals: readonly string[]): readonly Goal[] =>
  goals.map((goal) => ({ goal, billing: goal === 'THRUPLAY' ? 'THRUPLAY' : 'IMPRESSIONS', promotes }))
export const GOALS: Readonly<Record<Objective, readonly Goal[]>> = {
  OUTCOME_SALES: byImpressions('pixel', 'OFFSITE_CONVERSIONS', 'VALUE'),
  OUTCOME_LEADS: byImpressions('pixel', 'OFFSITE_CONVERSIONS', 'LINK_CLICKS', 'LANDING_PAGE_VIEWS'),
  OUTCOME_TRAFFIC: byImpressions('none', 'LANDING_PAGE_VIEWS', 'LINK_CLICKS', 'REACH', 'IMPRESSIONS'),
  OUTCOME_ENGAGEMENT: byImpressions('pixel', 'OFFSITE_CONVERSIONS', 'LINK_CLICKS', 'LANDING_PAGE_VIEWS'),
  OUTCOME_AWARENESS: byImpressions('page', 'REACH', 'IMPRESSIONS', 'AD_RECALL_LIFT', 'THRUPLAY'),
  OUTCOME_APP_PROMOTION: byImpressions('app', 'APP_INSTALLS', 'LINK_CLICKS'),
}

/** Events of a pixel that ad sets are optimised for, by Meta's names. */
export const PIXEL_EVENTS = [
  'PURCHASE',
  'LEAD',
  'COMPLETE_REGISTRATION',
  'ADD_TO_CART',
  'INITIATED_CHECKOUT',
  'ADD_PAYMENT_INFO',
  'CONTENT_VIEW',
  'SUBSCRIBE',
  'START_TRIAL',
  'CONTACT',
] as const

const suffixOf = (marker: string): string => ` [bd-${marker}]`
const MARKED = / \[bd-[0-9a-f]{8}\]$/

/** A mark for something that is to be made, from something that never comes twice. */
export const markerFrom = (random: string): string => {
  let hash = 0x811c9dc5
  for (const character of random) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Behind the name, until the new object has its id in the journal. */
export const markerSuffix = ({ marker }: Pick<Creation, 'marker'>): string => suffixOf(marker)

/** A name under which something is being made. */
export const isMarked = (name: string): boolean => MARKED.test(name)

/** As the new object is called until its id is in the journal. */
export const markedName = ({ name, marker }: Pick<Creation, 'name' | 'marker'>): string => {
  const suffix = suffixOf(marker)
  return name.slice(0, MOST_NAME - suffix.length).toWellFormed() + suffix
}

/** Whether an edit makes something. */
export const isCreating = <Of extends Pick<Edit, 'change'>>(edit: Of): edit is Of & { readonly change: Creating } =>
  edit.change.field === 'created'

/** The edit that makes what this one is to be in; null: that is there already, or nothing is made. */
export const holderEditOf = (edit: Pick<Edit, 'change'>): string | null => {
  const holder = isCreating(edit) ? holderOf(edit.change.after) : null
  return holder && 'editId' in holder ? holder.editId : null
}

/** The id of what an edit made; null: it makes nothing, or Meta has not said so yet. */
export const madeBy = ({
  change,
  objectId,
  accountId,
}: Pick<Edit, 'change' | 'objectId' | 'accountId'>): ObjectId | null =>
  change.field === 'created' && objectId !== accountId ? objectId : null

/** An object as somebody is asked about it before it is copied, archived or deleted. */
export interface AboutObject {
  readonly level: Level
  readonly id: ObjectId
  readonly name: string
  readonly accountId: AccountId
  readonly accountName: string
  readonly currency: Currency
  readonly status: Status
  /** What it is in; null: the account itself. */
  readonly holderId: ObjectId | null
  readonly holderName: string | null
  readonly hasBudget: boolean
  /** Of campaigns. */
  readonly objective: string | null
  /** Under it, neither archived nor deleted. */
  readonly adSets: number
  readonly ads: number
}

export interface Choice {
  readonly id: ObjectId
  readonly name: string
}
/** What something new can be in. */
export interface Holdable extends Choice {
  /** What that is in. */
  readonly within: string | null
  /** The set of which it is a draft, `id` being that of its edit; null: it is there. */
  readonly draftIn: { readonly id: string; readonly name: string } | null
  /** Of campaigns. */
  readonly objective: string | null
  readonly hasBudget: boolean
}
/** What an account has for new ad sets and ads. */
export interface Choices {
  /** When Meta was last asked for all of it, where it cannot be asked now; null: it was asked now. */
  readonly lastReadAt: Instant | null
  readonly creatives: readonly Choice[]
  readonly pixels: readonly Choice[]
  readonly pages: readonly Choice[]
}

export const MOST_COPIES = 50
/** Objects that are made by one order. */
export const MOST_MADE = 1000

/** Where a number stands in the pattern of a name: `{n}`. */
const NUMBER = '{n}'

/** The names of so many copies: `{name}` is the source's, `{n}` counts from `first`; without `{n}` several are numbered at their end. */
export const copyNames = (pattern: string, name: string, count: number, first: number): readonly string[] => {
  const counted = count > 1 && !pattern.includes(NUMBER) ? `${pattern} ${NUMBER}` : pattern
  return Array.from({ length: count }, (_, at) =>
    counted
      .replaceAll(/\{name\}|\{n\}/g, (part) => (part === NUMBER ? String(first + at) : name))
      .slice(0, MOST_NAME)
      .toWellFormed()
      .trim(),
  )
}

/** What the new object of a level has to be in; null: the account itself. */
export const HOLDER_LEVEL: Readonly<Record<Level, Level | null>> = { campaign: null, adset: 'campaign', ad: 'adset' }

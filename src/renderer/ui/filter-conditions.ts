import type { AdEffectiveStatus, Level } from '../../shared/domain/objects.ts'
import { isFigureId, isRankField, RANK_FIELDS } from '../../shared/domain/table.ts'
import type { ColumnId, TableFilter } from '../../shared/domain/table.ts'

/** Conditions of a table as people make them. */

type Choice = Extract<TableFilter, { kind: 'choice' }>
type Text = Extract<TableFilter, { kind: 'text' }>

/** What Meta may say of each level, in the order of the menu. */
export const STATUSES: Readonly<Record<Level, readonly AdEffectiveStatus[]>> = {
  campaign: ['ACTIVE', 'PAUSED', 'WITH_ISSUES', 'IN_PROCESS', 'ARCHIVED', 'DELETED'],
  adset: ['ACTIVE', 'PAUSED', 'CAMPAIGN_PAUSED', 'WITH_ISSUES', 'IN_PROCESS', 'ARCHIVED', 'DELETED'],
  ad: [
    'ACTIVE',
    'PAUSED',
    'CAMPAIGN_PAUSED',
    'ADSET_PAUSED',
    'DISAPPROVED',
    'PENDING_REVIEW',
    'PENDING_BILLING_INFO',
    'PREAPPROVED',
    'WITH_ISSUES',
    'IN_PROCESS',
    'ARCHIVED',
    'DELETED',
  ],
}

/** Meta's own words, which an advertiser knows from Ads Manager's exports. */
export const BID_STRATEGIES = [
  'LOWEST_COST_WITHOUT_CAP',
  'LOWEST_COST_WITH_BID_CAP',
  'COST_CAP',
  'LOWEST_COST_WITH_MIN_ROAS',
] as const
export const OPTIMIZATIONS = [
  'OFFSITE_CONVERSIONS',
  'VALUE',
  'LEAD_GENERATION',
  'QUALITY_LEAD',
  'LINK_CLICKS',
  'LANDING_PAGE_VIEWS',
  'IMPRESSIONS',
  'REACH',
  'POST_ENGAGEMENT',
  'PAGE_LIKES',
  'THRUPLAY',
  'CONVERSATIONS',
  'APP_INSTALLS',
  'APP_INSTALLS_AND_OFFSITE_CONVERSIONS',
  'AD_RECALL_LIFT',
  'ENGAGED_USERS',
  'EVENT_RESPONSES',
  'QUALITY_CALL',
] as const

const CHOICE_FIELDS = [
  'status',
  'account',
  'objective',
  'bidStrategy',
  'optimization',
  'learning',
  ...RANK_FIELDS,
  'tags',
  'currency',
] as const satisfies readonly Choice['field'][]
const TEXT_FIELDS = ['name', 'campaign', 'adset', 'id'] as const satisfies readonly Text['field'][]

/** Fields that a level's objects have. */
export const fieldsOf = (level: Level): readonly (Text['field'] | Choice['field'])[] => {
  const texts = TEXT_FIELDS.filter(
    (field) => (field !== 'adset' || level === 'ad') && (field !== 'campaign' || level !== 'campaign'),
  )
  const choices = CHOICE_FIELDS.filter(
    (field) =>
      (level !== 'campaign' || (field !== 'optimization' && field !== 'learning')) &&
      (level === 'ad' || !isRankField(field)),
  )
  return [...texts, ...choices]
}

/** Where the editor of a new condition begins; null: the column cannot be filtered by. */
export const newFilter = (by: ColumnId | 'currency'): TableFilter | null => {
  if (by !== 'currency' && (by === 'budget' || isFigureId(by)))
    return { kind: 'figure', figure: by, aspect: 'value', operator: '>', value: Number.NaN }
  const text = TEXT_FIELDS.find((field) => field === by)
  if (text) return { kind: 'text', field: text, operator: 'contains', text: '' }
  const choice = CHOICE_FIELDS.find((field) => field === by)
  return choice ? { kind: 'choice', field: choice, operator: 'in', values: [] } : null
}

/** One that says something: others are not asked with. */
export const isComplete = (filter: TableFilter): boolean =>
  filter.kind === 'text'
    ? filter.text.trim() !== ''
    : filter.kind === 'choice' || filter.kind === 'namePart'
      ? filter.values.length > 0
      : Number.isFinite(filter.value)

const isStatusChoice = (filter: TableFilter): filter is Choice =>
  filter.kind === 'choice' && filter.field === 'status' && filter.operator === 'in'

export const chosenStatuses = (filters: readonly TableFilter[]): readonly string[] =>
  filters.find(isStatusChoice)?.values ?? []

/** The quick menu's condition among the others. */
export const withStatuses = (filters: readonly TableFilter[], values: readonly string[]): readonly TableFilter[] => {
  const others = filters.filter((filter) => !isStatusChoice(filter))
  return values.length === 0 ? others : [{ kind: 'choice', field: 'status', operator: 'in', values }, ...others]
}

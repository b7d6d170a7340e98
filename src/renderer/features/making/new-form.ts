import type { Input } from '../../../shared/contract/contract.ts'
import { CATEGORIES, GOALS, OBJECTIVES, PIXEL_EVENTS } from '../../../shared/domain/creation.ts'
import type { Category, Goal, Objective } from '../../../shared/domain/creation.ts'
import { instantOfLocal } from '../../../shared/domain/day.ts'
import { parseAmount } from '../../../shared/domain/edits-amount.ts'
import type { AmountProblem } from '../../../shared/domain/edits-amount.ts'
import { checkName } from '../../../shared/domain/edits-name.ts'
import type { NameProblem } from '../../../shared/domain/edits-name.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import type { Level } from '../../../shared/domain/objects.ts'

/** What stands in the fields of something new, and what it means. Pure. */

export interface Typed {
  readonly name: string
  readonly holderId: string
  readonly objective: Objective
  readonly category: Category | 'NONE'
  readonly countries: string
  readonly budgetOn: 'campaign' | 'adsets'
  readonly budgetKind: 'daily' | 'lifetime'
  readonly budget: string
  readonly bid: string
  readonly end: string
  readonly goal: string
  readonly pixelId: string
  readonly event: (typeof PIXEL_EVENTS)[number]
  readonly pageId: string
  readonly appId: string
  readonly store: string
  readonly payor: string
  readonly beneficiary: string
  readonly creativeId: string
  readonly reason: string
}
export const EMPTY: Typed = {
  name: '',
  holderId: '',
  objective: OBJECTIVES[0],
  category: 'NONE',
  countries: '',
  budgetOn: 'campaign',
  budgetKind: 'daily',
  budget: '',
  bid: '',
  end: '',
  goal: '',
  pixelId: '',
  event: PIXEL_EVENTS[0],
  pageId: '',
  appId: '',
  store: '',
  payor: '',
  beneficiary: '',
  creativeId: '',
  reason: '',
}

export type Field = keyof Typed
export type Problem =
  | { readonly of: 'amount'; readonly problem: AmountProblem }
  | { readonly of: 'name'; readonly problem: NameProblem }
  | { readonly of: 'needed' }
  | { readonly of: 'moment' }
  | { readonly of: 'country'; readonly code: string }

/** What is known of where it is made. */
export interface Where {
  readonly currency: string
  readonly zone: string
  /** What it is to be in is a draft. */
  readonly inDraft: boolean
  /** Of the campaign an ad set is to be in; null: none is chosen. */
  readonly campaign: { readonly objective: string | null; readonly hasBudget: boolean } | null
}

const isObjective = (word: string | null): word is Objective => OBJECTIVES.some((each) => each === word)

/** What an ad set can be optimised for; null: Meta makes none under such a campaign any more. */
export const goalsOf = ({ campaign }: Pick<Where, 'campaign'>): readonly Goal[] | null =>
  campaign === null || !isObjective(campaign.objective) ? null : GOALS[campaign.objective]

export const goalOf = (typed: Typed, where: Where): Goal | null => {
  const goals = goalsOf(where) ?? []
  return goals.find(({ goal }) => goal === typed.goal) ?? goals[0] ?? null
}

/** With these Meta asks where the campaign runs. */
const NARROW: readonly (Category | 'NONE')[] = CATEGORIES.filter(
  (category) => category !== 'ONLINE_GAMBLING_AND_GAMING',
)
export const asksCountries = ({ category }: Pick<Typed, 'category'>): boolean => NARROW.includes(category)

const EU = new Set('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '))
export const codesOf = (text: string): readonly string[] =>
  [...new Set(text.toUpperCase().split(/[\s,;]+/u))].filter((code) => code !== '')
export const reachesEu = ({ countries }: Pick<Typed, 'countries'>): boolean =>
  codesOf(countries).some((code) => EU.has(code))

const isCountry = (code: string): boolean => {
  if (!/^[A-Z]{2}$/.test(code)) return false
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) !== undefined
}

type Made = Exclude<Input<'edits.create'>['made'][number], { readonly kind: 'copy' }>

export interface FormRead {
  /** Null: something is missing or cannot be. */
  readonly made: Made | null
  readonly problems: ReadonlyMap<Field, Problem>
}

export const readNew = (level: Level, typed: Typed, where: Where, locale: Locale): FormRead => {
  const problems = new Map<Field, Problem>()
  const need = (field: Field): string => {
    const text = typed[field].trim()
    if (text === '') problems.set(field, { of: 'needed' })
    return text
  }
  const amount = (field: 'budget' | 'bid'): number => {
    const read = parseAmount(typed[field], where.currency, locale)
    if (read.ok) return read.micros
    problems.set(field, read.problem === 'empty' ? { of: 'needed' } : { of: 'amount', problem: read.problem })
    return 1
  }
  const countries = (): string[] => {
    const codes = codesOf(typed.countries)
    const wrong = codes.find((code) => !isCountry(code))
    if (wrong !== undefined) problems.set('countries', { of: 'country', code: wrong })
    else if (codes.length === 0) problems.set('countries', { of: 'needed' })
    return [...codes]
  }
  const checked = checkName(typed.name)
  if (!checked.ok)
    problems.set('name', checked.problem === 'empty' ? { of: 'needed' } : { of: 'name', problem: checked.problem })
  const holderOf = (id: string) => (where.inDraft ? { editId: id } : { id })
  const name = checked.ok ? checked.name : ''
  const end = (made: Made): FormRead => ({ made: problems.size === 0 ? made : null, problems })

  switch (level) {
    case 'campaign':
      return end({
        kind: 'campaign',
        name,
        objective: typed.objective,
        categories: typed.category === 'NONE' ? [] : [typed.category],
        countries: asksCountries(typed) ? countries() : [],
        budget: typed.budgetOn === 'campaign' ? { kind: 'daily', amount: amount('budget') } : null,
        bidStrategy: null,
      })
    case 'adset': {
      const goal = goalOf(typed, where)
      const holderId = need('holderId')
      if (goal === null && holderId !== '') problems.set('holderId', { of: 'needed' })
      const hasOwnBudget = where.campaign?.hasBudget !== true
      const isLifetime = hasOwnBudget && typed.budgetKind === 'lifetime'
      const at = isLifetime && need('end') !== '' ? instantOfLocal(typed.end, where.zone) : null
      if (isLifetime && typed.end !== '' && at === null) problems.set('end', { of: 'moment' })
      const promoted = (): Record<string, string> | null => {
        switch (goal?.promotes) {
          case 'pixel':
            return { pixel_id: need('pixelId'), custom_event_type: typed.event }
          case 'page':
            return { page_id: need('pageId') }
          case 'app':
            return { application_id: need('appId'), object_store_url: need('store') }
          default:
            return null
        }
      }
      return end({
        kind: 'adset',
        name,
        holder: holderOf(holderId),
        optimizationGoal: goal?.goal ?? '',
        billingEvent: goal?.billing ?? '',
        budget: hasOwnBudget ? { kind: typed.budgetKind, amount: amount('budget') } : null,
        bidStrategy: null,
        bid: typed.bid.trim() === '' ? null : amount('bid'),
        targeting: { geo_locations: { countries: countries() } },
        promotedObject: promoted(),
        destination: null,
        endsAt: at,
        payor: typed.payor.trim() || null,
        beneficiary: typed.beneficiary.trim() || null,
      })
    }
    case 'ad':
      return end({ kind: 'ad', name, holder: holderOf(need('holderId')), creativeId: need('creativeId') })
  }
}

import type { Locale } from '../../../shared/domain/connection.ts'
import { parseAmount } from '../../../shared/domain/edits-amount.ts'
import type { AmountProblem } from '../../../shared/domain/edits-amount.ts'
import { MOST_PARAMETER, MOST_PARAMETERS, rulePatternOf } from '../../../shared/domain/house-rules.ts'
import type {
  CapField,
  Demand,
  HouseRule,
  RulePatternProblem,
  WantedParameter,
} from '../../../shared/domain/house-rules.ts'
import { decimalsOf, MICROS } from '../../../shared/domain/money.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'

/** A rule as it stands in its form, and what it means. Pure. */

export interface RuleDraft {
  readonly name: string
  readonly kind: Demand['kind']
  readonly level: Level
  readonly pattern: string
  readonly example: string
  readonly field: CapField
  readonly most: string
  readonly currency: Currency
  readonly parameters: string
  readonly of: 'lifetime' | 'all'
  readonly action: HouseRule['action']
  /** Null: all. */
  readonly accountIds: readonly AccountId[] | null
}

export interface RuleProblems {
  readonly name: boolean
  readonly pattern: RulePatternProblem | null
  readonly example: 'needed' | 'wrong' | null
  readonly most: AmountProblem | null
  readonly parameters: 'needed' | 'many' | null
  readonly accounts: boolean
}

const NOTHING_WRONG: RuleProblems = {
  name: false,
  pattern: null,
  example: null,
  most: null,
  parameters: null,
  accounts: false,
}

const parametersOf = (text: string): readonly WantedParameter[] =>
  text
    .split(/[\s,&]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const at = word.indexOf('=')
      const value = at < 0 ? '' : word.slice(at + 1)
      return { name: at < 0 ? word : word.slice(0, at), value: value === '' ? null : value }
    })
    .filter(({ name }) => name !== '')

const parametersWritten = (parameters: readonly WantedParameter[]): string =>
  parameters.map(({ name, value }) => (value === null ? name : `${name}=${value}`)).join(' ')

/** Caps are of what has budgets and bids. */
export const levelsOf = ({ kind, field }: Pick<RuleDraft, 'kind' | 'field'>): readonly Level[] =>
  kind === 'name' ? ['campaign', 'adset', 'ad'] : field === 'bid' ? ['adset'] : ['campaign', 'adset']

export const draftOf = (
  rule: { readonly name: string; readonly doc: HouseRule } | null,
  currency: Currency,
  locale: Locale,
): RuleDraft => {
  const empty: RuleDraft = {
    name: '',
    kind: 'name',
    level: 'campaign',
    pattern: '',
    example: '',
    field: 'dailyBudget',
    most: '',
    currency,
    parameters: 'utm_source=facebook utm_medium utm_campaign',
    of: 'all',
    action: 'warn',
    accountIds: null,
  }
  if (!rule) return empty
  const { action, accountIds, demand } = rule.doc
  const given = { ...empty, name: rule.name, action, accountIds }
  switch (demand.kind) {
    case 'name':
    case 'end':
      return { ...given, ...demand }
    case 'cap':
      return {
        ...given,
        ...demand,
        most: new Intl.NumberFormat(locale, {
          maximumFractionDigits: decimalsOf(demand.currency),
          useGrouping: false,
        }).format(demand.most / MICROS),
      }
    case 'utm':
      return { ...given, kind: 'utm', parameters: parametersWritten(demand.parameters) }
  }
}

/** `fits`: whether a name fits the pattern; null while there is none. */
export interface RuleRead {
  readonly demand: Demand | null
  readonly problems: RuleProblems
  readonly fits: ((name: string) => boolean) | null
}

const readDemand = (draft: RuleDraft, locale: Locale): RuleRead => {
  const wrong = (problems: Partial<RuleProblems>, fits: RuleRead['fits'] = null): RuleRead => ({
    demand: null,
    problems: { ...NOTHING_WRONG, ...problems },
    fits,
  })
  const right = (demand: Demand, fits: RuleRead['fits'] = null): RuleRead => ({
    demand,
    problems: NOTHING_WRONG,
    fits,
  })
  const { kind, level, pattern, field, currency, of } = draft
  switch (kind) {
    case 'name': {
      const answer = rulePatternOf(pattern)
      const example = draft.example.trim()
      if (!answer.ok) return wrong({ pattern: answer.problem, example: example === '' ? 'needed' : null })
      if (example === '') return wrong({ example: 'needed' }, answer.fits)
      return answer.fits(example)
        ? right({ kind, level, pattern, example }, answer.fits)
        : wrong({ example: 'wrong' }, answer.fits)
    }
    case 'cap': {
      const amount = parseAmount(draft.most, currency, locale)
      const of = level === 'ad' ? 'adset' : level
      return amount.ok
        ? right({ kind, level: of, field, most: amount.micros, currency })
        : wrong({ most: amount.problem })
    }
    case 'utm': {
      const parameters = parametersOf(draft.parameters)
      const isLong = parameters.some(({ name, value }) => Math.max(name.length, value?.length ?? 0) > MOST_PARAMETER)
      if (parameters.length === 0) return wrong({ parameters: 'needed' })
      return parameters.length > MOST_PARAMETERS || isLong ? wrong({ parameters: 'many' }) : right({ kind, parameters })
    }
    case 'end':
      return right({ kind, of })
  }
}

/** `demand` is null while anything about it is wrong. */
export const readDraft = (draft: RuleDraft, locale: Locale): RuleRead => {
  const read = readDemand(draft, locale)
  return {
    ...read,
    problems: { ...read.problems, name: draft.name.trim() === '', accounts: draft.accountIds?.length === 0 },
  }
}

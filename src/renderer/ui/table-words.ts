import type { AdEffectiveStatus, Level } from '../../shared/domain/objects.ts'
import type { ColumnId, FieldId, TableFilter, TableGroup, TableRow } from '../../shared/domain/table.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { bidStrategyText } from './entry-text.ts'
import type { FigureInfos } from './figure-info.ts'

/** What the tables' data is called. Meta's own word stands where there is none of ours. */

export const objectiveText = (strings: Strings, objective: string): string => {
  const known: Readonly<Record<string, string>> = strings.campaigns.objectives
  return known[objective] ?? objective
}

export const statusText = ({ campaigns }: Strings, status: AdEffectiveStatus): string => campaigns.statuses[status]

export const learningText = ({ table }: Strings, learning: string): string => {
  const known: Readonly<Record<string, string>> = table.learning
  return known[learning] ?? learning
}

export const rankText = ({ table }: Strings, rank: string): string => {
  const known: Readonly<Record<string, string>> = table.ranks
  return known[rank] ?? rank
}

export const fieldText = ({ table }: Strings, field: FieldId, level: Level): string =>
  field === 'name' ? table.names[level] : table.fields[field]

export const columnText = (strings: Strings, infos: FigureInfos, id: ColumnId, level: Level): string =>
  infos.of(id)?.fullName ?? fieldText(strings, id as FieldId, level)

export const groupText = ({ table }: Strings, group: TableGroup): string =>
  group.by === 'namePart' ? table.groupNames.namePart(group.part + 1) : table.groupNames[group.by]

/** What a group's objects have in common, in words. */
export const groupLabel = (strings: Strings, group: TableGroup | null, { group: text }: TableRow): string => {
  if (text === '') return group?.by === 'namePart' ? strings.table.groupNoPart : strings.table.groupEmpty
  if (group?.by === 'objective') return objectiveText(strings, text)
  if (group?.by === 'status') return statusText(strings, text as AdEffectiveStatus)
  return text
}

type ChoiceField = Extract<TableFilter, { kind: 'choice' }>['field']

/** A value of a field in words; accounts by their names. */
const valueText = (
  strings: Strings,
  field: ChoiceField,
  value: string,
  accounts: ReadonlyMap<string, string>,
): string => {
  if (value === '') return strings.table.empty
  switch (field) {
    case 'status':
      return statusText(strings, value as AdEffectiveStatus)
    case 'account':
      return accounts.get(value) ?? value
    case 'objective':
      return objectiveText(strings, value)
    case 'bidStrategy':
      return bidStrategyText(strings, value)
    case 'learning':
      return learningText(strings, value)
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank':
      return rankText(strings, value)
    default:
      return value
  }
}

type Chosen = Extract<TableFilter, { kind: 'choice' | 'namePart' }>

/** What the values of a condition are of. */
export const chosenOfText = ({ table }: Strings, filter: Chosen): string =>
  filter.kind === 'choice' ? table.fields[filter.field] : table.namePart(filter.part + 1)

/** A value of a condition in words. */
export const chosenText = (
  strings: Strings,
  filter: Chosen,
  value: string,
  accounts: ReadonlyMap<string, string>,
): string =>
  filter.kind === 'choice'
    ? valueText(strings, filter.field, value, accounts)
    : value === ''
      ? strings.table.groupNoPart
      : value

/** Values named in a chip before the rest is counted. */
const NAMED = 2

/** A condition on one line, for its chip. */
export const filterText = (
  strings: Strings,
  format: Format,
  infos: FigureInfos,
  filter: TableFilter,
  accounts: ReadonlyMap<string, string>,
  /** What amounts are in, where accounts have several currencies. */
  currency: string | null,
): string => {
  const { table } = strings
  const chosen = (name: string, operator: 'in' | 'notIn', values: readonly string[]): string => {
    const rest = values.length - NAMED
    const list = `${values.slice(0, NAMED).join(', ')}${rest > 0 ? ` +${rest}` : ''}`
    return operator === 'in' ? `${name}: ${list}` : `${name} ${table.operators.notIn}: ${list}`
  }
  switch (filter.kind) {
    case 'text':
      return `${table.fields[filter.field]} ${table.operators[filter.operator]} “${filter.text}”`
    case 'choice':
    case 'namePart':
      return chosen(
        chosenOfText(strings, filter),
        filter.operator,
        filter.values.map((value) => chosenText(strings, filter, value, accounts)),
      )
    case 'figure': {
      const info = infos.of(filter.figure)
      const name = filter.figure === 'budget' ? table.fields.budget : (info?.fullName ?? '')
      const unit = filter.aspect === 'changePercent' ? 'percent' : (info?.unit ?? 'money')
      const aspect = filter.aspect === 'value' ? '' : ` (${table.aspects[filter.aspect]})`
      const amount = format.figure(unit, filter.value, currency ?? 'USD')
      return `${name}${aspect} ${filter.operator} ${amount}${unit === 'money' && currency !== null ? ` ${currency}` : ''}`
    }
  }
}

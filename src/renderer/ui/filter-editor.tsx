import type { ReactElement } from 'react'
import { useState } from 'react'
import { MICROS } from '../../shared/domain/money.ts'
import { RANKS } from '../../shared/domain/objects.ts'
import type { Level } from '../../shared/domain/objects.ts'
import { ASPECTS } from '../../shared/domain/table.ts'
import type { TableFilter } from '../../shared/domain/table.ts'
import { useAccounts, useKept } from '../stores/queries.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Checkbox } from './choice.tsx'
import { TextInput } from './field.tsx'
import type { FigureInfos } from './figure-info.ts'
import { NumberField } from './number-field.tsx'
import { Select } from './select.tsx'
import css from './filter-editor.module.css'
import { BID_STRATEGIES, OPTIMIZATIONS, STATUSES } from './filter-conditions.ts'
import { chosenOfText, chosenText } from './table-words.ts'

type Of<Kind extends TableFilter['kind']> = Extract<TableFilter, { kind: Kind }>
interface EditorProps<Kind extends TableFilter['kind']> {
  readonly filter: Of<Kind>
  readonly onChange: (filter: TableFilter) => void
}

const TextEditor = ({ filter, onChange }: EditorProps<'text'>): ReactElement => {
  const { table } = useStrings()
  const operators = ['contains', 'lacks', 'starts', 'is'] as const
  return (
    <>
      <Select
        label={table.operator}
        value={filter.operator}
        options={operators.map((value) => ({ value, label: table.operators[value] }))}
        onChange={(operator) => onChange({ ...filter, operator })}
      />
      <TextInput
        aria-label={table.text}
        value={filter.text}
        maxLength={400}
        onChange={(text) => onChange({ ...filter, text })}
      />
    </>
  )
}

/** What can be chosen from; what is chosen already stays in the list. */
const useValues = (filter: Of<'choice' | 'namePart'>, level: Level): readonly string[] => {
  const { campaigns, table } = useStrings()
  const watched = useAccounts().value?.rows.filter((account) => account.watched) ?? []
  const tags = useKept('tag').value ?? []
  if (filter.kind === 'namePart') return []
  switch (filter.field) {
    case 'status':
      return STATUSES[level]
    case 'account':
      return watched.map(({ id }) => id)
    case 'currency':
      return [...new Set(watched.map(({ currency }) => currency))].toSorted()
    case 'objective':
      return Object.keys(campaigns.objectives)
    case 'bidStrategy':
      return BID_STRATEGIES
    case 'optimization':
      return OPTIMIZATIONS
    case 'learning':
      return Object.keys(table.learning)
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank':
      return RANKS
    case 'tags':
      return tags.map(({ name }) => name)
  }
}

const ChoiceEditor = ({
  filter,
  onChange,
  level,
}: EditorProps<'choice' | 'namePart'> & { readonly level: Level }): ReactElement => {
  const strings = useStrings()
  const { table } = strings
  const accounts = useAccounts().value?.rows ?? []
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const offered = useValues(filter, level)
  // What was chosen when it was opened stays in the list when it is taken out.
  const [opened] = useState(filter.values)
  const values = [...new Set([...offered, ...opened, ...filter.values])]
  const operators = ['in', 'notIn'] as const
  return (
    <>
      <Select
        label={table.operator}
        value={filter.operator}
        options={operators.map((value) => ({ value, label: table.operators[value] }))}
        onChange={(operator) => onChange({ ...filter, operator })}
      />
      <div className={css['values']} role="group" aria-label={table.values}>
        {values.map((value) => (
          <Checkbox
            key={value}
            label={chosenText(strings, filter, value, names)}
            checked={filter.values.includes(value)}
            onChange={(isOn) =>
              onChange({
                ...filter,
                values: isOn ? [...filter.values, value] : filter.values.filter((other) => other !== value),
              })
            }
          />
        ))}
        {values.length === 0 ? (
          <p className={css['faint']}>
            {filter.kind === 'choice' && filter.field === 'tags' ? table.noTagsYet : table.noValues}
          </p>
        ) : null}
      </div>
    </>
  )
}

const FigureEditor = ({
  filter,
  onChange,
  infos,
  currency,
}: EditorProps<'figure'> & Pick<FilterEditorProps, 'infos' | 'currency'>): ReactElement => {
  const { table } = useStrings()
  const info = infos.of(filter.figure)
  const unit = filter.aspect === 'changePercent' ? 'percent' : (info?.unit ?? 'money')
  const times = unit === 'money' ? MICROS : unit === 'percent' ? 0.01 : 1
  const operators = ['>', '>=', '<', '<='] as const
  return (
    <>
      {filter.figure === 'budget' ? null : (
        <Select
          label={table.aspect}
          value={filter.aspect}
          options={ASPECTS.map((value) => ({ value, label: table.aspects[value] }))}
          onChange={(aspect) => onChange({ ...filter, aspect })}
        />
      )}
      <Select
        label={table.operator}
        value={filter.operator}
        options={operators.map((value) => ({ value, label: `${table.operators[value]} (${value})` }))}
        onChange={(operator) => onChange({ ...filter, operator })}
      />
      <NumberField
        label={table.value}
        value={Number.isFinite(filter.value) ? Number((filter.value / times).toFixed(6)) : Number.NaN}
        onChange={(value) =>
          onChange({ ...filter, value: unit === 'money' ? Math.round(value * times) : value * times })
        }
        places={unit === 'count' ? 0 : 2}
        {...(unit === 'percent' ? { unit: '%' } : unit === 'money' && currency !== null ? { unit: currency } : {})}
      />
      {unit === 'money' && currency !== null ? (
        <p className={css['faint']}>
          {filter.figure === 'budget' ? table.filterInToday(currency) : table.filterIn(currency)}
        </p>
      ) : null}
    </>
  )
}

interface FilterEditorProps {
  readonly filter: TableFilter
  /** With every change, complete or not. */
  readonly onChange: (filter: TableFilter) => void
  readonly level: Level
  readonly infos: FigureInfos
  /** What amounts are compared in, where accounts in view have several currencies; null: in their own. */
  readonly currency: string | null
}

export const FilterEditor = ({ filter, onChange, level, infos, currency }: FilterEditorProps): ReactElement => {
  const strings = useStrings()
  const { table } = strings
  const name =
    filter.kind === 'figure'
      ? filter.figure === 'budget'
        ? table.fields.budget
        : (infos.of(filter.figure)?.fullName ?? '')
      : filter.kind === 'text'
        ? table.fields[filter.field]
        : chosenOfText(strings, filter)
  return (
    <div className={css['editor']}>
      <h2 className={css['editorName']}>{name}</h2>
      {filter.kind === 'text' ? <TextEditor filter={filter} onChange={onChange} /> : null}
      {filter.kind === 'choice' || filter.kind === 'namePart' ? (
        <ChoiceEditor filter={filter} onChange={onChange} level={level} />
      ) : null}
      {filter.kind === 'figure' ? (
        <FigureEditor filter={filter} onChange={onChange} infos={infos} currency={currency} />
      ) : null}
    </div>
  )
}

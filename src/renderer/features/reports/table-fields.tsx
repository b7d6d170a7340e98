import type { ReactElement } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import type { TableBlock } from '../../../shared/domain/reports.ts'
import { isFigureId } from '../../../shared/domain/table.ts'
import type { ColumnId, FieldId, FigureId, TableGroup } from '../../../shared/domain/table.ts'
import { exportWords } from '../../../shared/words/exports/words.ts'
import { useLocale, useStrings } from '../../strings/use-strings.ts'
import { Checkbox, Switch } from '../../ui/choice.tsx'
import { useFigureInfos } from '../../ui/figure-info.ts'
import { AddFilter, FilterChips } from '../../ui/filter-chips.tsx'
import { fieldsOf } from '../../ui/filter-conditions.ts'
import { useFilterEditing } from '../../ui/filter-editing.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { fieldTitle } from './column-title.ts'
import { FigureChoice } from './figure-choice.tsx'
import css from './reports.module.css'
import type { FigureBook } from './use-figures.ts'

/** What is worth its place on paper. */
const FIELDS = ['name', 'account', 'campaign', 'adset', 'status', 'objective', 'budget', 'tags', 'id'] as const
const GROUPS = ['none', 'account', 'objective', 'status', 'tag', 'campaign', 'adset', 'currency'] as const
type GroupChoice = (typeof GROUPS)[number]
const MOST_FIGURES = 10

interface TableFieldsProps {
  readonly block: TableBlock
  readonly book: FigureBook
  readonly levels: readonly Level[]
  readonly mostRows: number
  readonly onChange: (block: TableBlock) => void
}

/** Columns, conditions and rows of a table in a report. */
export const TableFields = ({ block, book, levels, mostRows, onChange }: TableFieldsProps): ReactElement => {
  const { reports, exports } = useStrings()
  const words = exportWords(useLocale())
  const infos = useFigureInfos()
  const editing = useFilterEditing(block.filters, (filters) => onChange({ ...block, filters }))
  const fields = block.columns.flatMap(({ id }) => (isFigureId(id) ? [] : [id]))
  const figures = block.columns.flatMap(({ id, aspect }) => (isFigureId(id) && aspect === 'value' ? [id] : []))
  const isCompared = block.columns.some(({ aspect }) => aspect === 'changePercent')
  const available = FIELDS.filter(
    (id) => (id !== 'campaign' || block.level !== 'campaign') && (id !== 'adset' || block.level === 'ad'),
  )
  const group: GroupChoice = block.group === null || block.group.by === 'namePart' ? 'none' : block.group.by

  const set = (
    next: { readonly fields?: readonly FieldId[]; readonly figures?: readonly FigureId[]; readonly compared?: boolean },
    more: Partial<TableBlock> = {},
  ): void => {
    const compared = next.compared ?? isCompared
    const columns: TableBlock['columns'] = [
      ...FIELDS.filter((id) => (next.fields ?? fields).includes(id)).map((id) => ({ id, aspect: 'value' as const })),
      ...(next.figures ?? figures).flatMap((id) => [
        { id, aspect: 'value' as const },
        ...(compared ? [{ id, aspect: 'changePercent' as const }] : []),
      ]),
    ]
    const sorts: readonly ColumnId[] = columns.map(({ id }) => id)
    const sort = sorts.includes(block.sort.by)
      ? block.sort
      : ({ by: sorts.find(isFigureId) ?? 'name', aspect: 'value', direction: 'descending' } as const)
    onChange({ ...block, columns, sort, ...more })
  }
  const sortable = [...figures, ...(fields.includes('name') ? (['name'] as const) : [])]

  return (
    <>
      <div className={css['row']}>
        <span>{reports.level}</span>
        <Segments
          label={reports.level}
          value={block.level}
          options={levels.map((value) => ({ value, label: exports.levels[value] }))}
          onChange={(level) => {
            const fields: readonly string[] = fieldsOf(level)
            const filters = block.filters.filter(
              (filter) => filter.kind === 'figure' || filter.kind === 'namePart' || fields.includes(filter.field),
            )
            onChange({ ...block, level, filters })
          }}
        />
      </div>
      <div className={css['pair']}>
        <div className={css['labelled']}>
          <span>{reports.group}</span>
          <Select
            label={reports.group}
            value={group}
            options={GROUPS.map((value) => ({ value, label: reports.groups[value] }))}
            onChange={(value) => {
              const by: TableGroup | null = value === 'none' ? null : { by: value }
              onChange({ ...block, group: by })
            }}
          />
        </div>
        <div className={css['labelled']}>
          <span>{reports.sortBy}</span>
          <Select
            label={reports.sortBy}
            value={block.sort.by}
            options={sortable.map((id) => ({
              value: id as string,
              label: isFigureId(id) ? book.nameOf(id) : fieldTitle(id, block.level, words),
            }))}
            onChange={(by) =>
              onChange({
                ...block,
                sort: {
                  by: by as ColumnId,
                  aspect: 'value',
                  direction: isFigureId(by as ColumnId) ? 'descending' : 'ascending',
                },
              })
            }
          />
        </div>
        <NumberField
          label={reports.rows}
          value={block.rows}
          least={1}
          most={mostRows}
          onChange={(rows) => onChange({ ...block, rows })}
        />
      </div>
      <fieldset className={css['group']}>
        <legend>{reports.conditions}</legend>
        <div className={css['conditions']}>
          <FilterChips level={block.level} infos={infos} editing={editing} currency={null} />
          <AddFilter level={block.level} infos={infos} editing={editing} />
        </div>
      </fieldset>
      <fieldset className={css['group']}>
        <legend>{reports.columns}</legend>
        <div className={css['choices']}>
          {available.map((id) => (
            <Checkbox
              key={id}
              label={fieldTitle(id, block.level, words)}
              checked={fields.includes(id)}
              onChange={(on) => set({ fields: on ? [...fields, id] : fields.filter((other) => other !== id) })}
            />
          ))}
        </div>
      </fieldset>
      <FigureChoice
        label={reports.figures}
        book={book}
        chosen={figures}
        most={MOST_FIGURES}
        error={block.columns.length === 0 ? reports.figuresNone : null}
        onChange={(next) => set({ figures: next })}
      />
      <Switch label={reports.changeBeside} checked={isCompared} onChange={(compared) => set({ compared })} />
    </>
  )
}

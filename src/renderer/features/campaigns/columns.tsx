import type { ReactElement, ReactNode } from 'react'
import type { Pending as EditsPending } from '../../../shared/domain/edits.ts'
import { MICROS } from '../../../shared/domain/money.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { isRankField } from '../../../shared/domain/table.ts'
import type { FieldId, TableGroup, TableObject, TableRow } from '../../../shared/domain/table.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { Drawing } from '../../ui/drawing.tsx'
import type { DrawingId } from '../../ui/drawing.tsx'
import { bidStrategyText } from '../../ui/entry-text.ts'
import { Name } from '../../ui/figure.tsx'
import { statusMark } from '../../ui/marks.tsx'
import { PartialMark } from '../../ui/partial-mark.tsx'
import css from './campaigns.module.css'
import { fieldText, groupLabel, learningText, objectiveText, rankText, statusText } from '../../ui/table-words.ts'

interface FieldColumns {
  readonly strings: Strings
  readonly format: Format
  readonly level: Level
  readonly group: TableGroup | null
  /** Null: mixed, so every amount names its own. */
  readonly currency: string | null
}

const WIDTHS: Readonly<Record<FieldId, number>> = {
  name: 240,
  status: 134,
  account: 124,
  campaign: 160,
  adset: 160,
  objective: 116,
  budget: 140,
  bidStrategy: 150,
  bid: 96,
  spendCap: 116,
  optimization: 150,
  learning: 124,
  qualityRank: 216,
  engagementRank: 216,
  conversionRank: 216,
  tags: 124,
  start: 112,
  end: 112,
  created: 112,
  updated: 112,
  id: 140,
}

const PENDING: Readonly<Record<EditsPending, DrawingId>> = {
  unknown: 'clock',
  posting: 'loader',
  conflict: 'warning',
  failed: 'cross',
  deleted: 'trash',
  archived: 'archive',
  draft: 'pencil',
}

const Pending = ({ pending, strings }: { readonly pending: EditsPending; readonly strings: Strings }): ReactElement => {
  const text = strings.sets.marks[pending]
  return (
    <span className={css['pending']} data-pending={pending} title={text} role="img" aria-label={text}>
      <Drawing id={PENDING[pending]} />
    </span>
  )
}

/** What of an object a field shows, as text: also what is copied. */
export const fieldValue = (
  { strings, format }: FieldColumns,
  field: FieldId,
  object: TableObject,
  currency: string,
): string => {
  const time = (at: number | null): string => format.fullDateTime(at, object.zone)
  switch (field) {
    case 'name':
      return object.name
    case 'status':
      return statusText(strings, object.effectiveStatus)
    case 'account':
      return object.accountName
    case 'campaign':
      return object.campaignName ?? ''
    case 'adset':
      return object.adSetName ?? ''
    case 'objective':
      return object.objective === null ? '' : objectiveText(strings, object.objective)
    case 'budget':
      return object.budget ? format.amount(object.budget.amount, currency) : ''
    case 'bidStrategy':
      return object.bidStrategy === null ? '' : bidStrategyText(strings, object.bidStrategy)
    case 'bid':
      return object.bid === null ? '' : format.amount(object.bid, currency)
    case 'spendCap':
      return object.spendCap === undefined
        ? ''
        : object.spendCap === null
          ? strings.table.noCap
          : format.amount(object.spendCap, currency)
    case 'optimization':
      return object.optimization ?? ''
    case 'learning':
      return object.learning === null ? '' : learningText(strings, object.learning)
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank': {
      const rank = object[field]
      return rank === null ? '–' : rankText(strings, rank)
    }
    case 'tags':
      return object.tags.join(', ')
    case 'start':
      return time(object.startTime)
    case 'end':
      return time(object.endTime)
    case 'created':
      return time(object.createdTime)
    case 'updated':
      return time(object.updatedTime)
    case 'id':
      return object.id
  }
}

const NAMES = new Set<FieldId>(['account', 'campaign', 'adset'])
const AMOUNTS = new Set<FieldId>(['budget', 'bid', 'spendCap'])

/** A column of what is known of an object besides its figures. */
export const fieldColumn = (field: FieldId, how: FieldColumns): Column<TableRow> => {
  const { strings, format, level, group, currency } = how
  const { table, campaigns } = strings
  const base = {
    id: field,
    header: fieldText(strings, field, level),
    hint: table.fieldHints[field],
    width: WIDTHS[field] + (AMOUNTS.has(field) && currency === null ? 24 : 0),
    sortable: true,
    ...(AMOUNTS.has(field) && currency === null ? { mixed: true } : {}),
  } as const
  const text = (row: TableRow): string => (row.object ? fieldValue(how, field, row.object, row.currency ?? '') : '')
  const name = (row: TableRow): string => (row.object ? row.object.name : groupLabel(strings, group, row))

  if (field === 'name')
    return {
      ...base,
      grow: true,
      copy: name,
      title: ({ object, ...row }) => (object ? `${object.name}\n${object.id}` : table.groupSize(row.size)),
      cell: (row): ReactNode => (
        <span className={css['name']}>
          <Name>{name(row)}</Name>
          {row.object ? null : <span className={css['size']}>{format.count(row.size)}</span>}
          <PartialMark partial={row.partial} beforePartial={row.beforePartial} strings={strings} />
          {row.object && row.object.goneAt !== null ? (
            <span className={css['gone']} title={table.gone} role="img" aria-label={table.gone}>
              <Drawing id="unlink" />
            </span>
          ) : null}
        </span>
      ),
    }
  if (field === 'status')
    return {
      ...base,
      value: ({ object }) => object?.effectiveStatus ?? null,
      copy: text,
      cell: ({ object }) =>
        object ? (
          <span className={css['status']}>
            {statusMark(object.effectiveStatus, statusText(strings, object.effectiveStatus))}
            {object.pending === null ? null : <Pending pending={object.pending} strings={strings} />}
          </span>
        ) : null,
    }
  if (isRankField(field))
    return {
      ...base,
      copy: text,
      title: ({ object }) =>
        object === null || object.rankedAt === null
          ? undefined
          : `${fieldValue(how, field, object, '')}\n${table.rankedAt(format.fullDateTime(object.rankedAt, object.zone))}`,
      cell: text,
    }
  if (field === 'budget')
    return {
      ...base,
      align: 'end',
      value: ({ object }) => object?.budget?.amount ?? null,
      copy: ({ object }) => (object?.budget ? object.budget.amount / MICROS : null),
      title: ({ object, currency: own }) =>
        object?.budget
          ? `${object.budget.kind === 'daily' ? campaigns.dailyBudget : campaigns.lifetimeBudget}: ${format.money(object.budget.amount, own ?? '')}`
          : object
            ? table.noBudget
            : undefined,
      cell: ({ object, currency: own }) =>
        object?.budget ? (
          <>
            <span>{format.amount(object.budget.amount, own ?? '')}</span>
            {currency === null ? <span className={css['code']}>{own}</span> : null}
            <span className={css['per']}>{object.budget.kind === 'daily' ? campaigns.perDay : campaigns.lifetime}</span>
          </>
        ) : object && level !== 'ad' ? (
          <span className={css['per']}>{level === 'campaign' ? campaigns.onAdSets : table.onCampaign}</span>
        ) : null,
    }
  if (field === 'bid')
    return {
      ...base,
      align: 'end',
      plain: true,
      value: ({ object }) => object?.bid ?? null,
      copy: ({ object }) => (object?.bid === null || object?.bid === undefined ? null : object.bid / MICROS),
      cell: text,
    }
  if (field === 'spendCap')
    return {
      ...base,
      align: 'end',
      value: ({ object }) => object?.spendCap ?? null,
      copy: ({ object }) => (typeof object?.spendCap === 'number' ? object.spendCap / MICROS : null),
      title: (row) => text(row) || undefined,
      cell: (row) => <span className={row.object?.spendCap === null ? css['per'] : undefined}>{text(row)}</span>,
    }
  if (NAMES.has(field))
    return {
      ...base,
      plain: true,
      copy: text,
      title: (row) =>
        row.object && field === 'account'
          ? `${row.object.accountName}\n${row.object.accountId}`
          : text(row) || undefined,
      cell: (row) => <bdi dir="auto">{text(row)}</bdi>,
    }
  return { ...base, plain: true, value: text, copy: text, title: (row) => text(row) || undefined, cell: text }
}

import type { ReactElement, ReactNode } from 'react'
import type { Report, TableBlock } from '../../../shared/domain/reports.ts'
import { figuresOfTable } from '../../../shared/domain/reports.ts'
import { aspectAt, isFigureId } from '../../../shared/domain/table.ts'
import type { FieldId, TableObject, TableRow } from '../../../shared/domain/table.ts'
import { exportWords } from '../../../shared/words/exports/words.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { useServer } from '../../stores/server.ts'
import { bidStrategyText } from '../../ui/entry-text.ts'
import { Name } from '../../ui/figure.tsx'
import { groupLabel, learningText, objectiveText, rankText, statusText } from '../../ui/table-words.ts'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { BlockFoot } from './block-foot.tsx'
import { Converted } from './converted.tsx'
import { columnTitle } from './column-title.ts'
import { Delta } from './delta.tsx'
import { useDrawn } from './drawn.ts'
import { EVENTS, tableQuestion } from './report-data.ts'
import css from './reports.module.css'
import type { FigureBook } from './use-figures.ts'
import { figureText } from './use-figures.ts'

interface TableBlockProps {
  readonly report: Report
  readonly block: TableBlock
  readonly book: FigureBook
  readonly title: string
}

const fieldText = (id: FieldId, object: TableObject, row: TableRow, format: Format, strings: Strings): ReactNode => {
  switch (id) {
    case 'name':
      return <Name>{object.name}</Name>
    case 'account':
      return <Name>{object.accountName}</Name>
    case 'campaign':
      return <Name>{object.campaignName ?? ''}</Name>
    case 'adset':
      return <Name>{object.adSetName ?? ''}</Name>
    case 'status':
      return statusText(strings, object.effectiveStatus)
    case 'objective':
      return object.objective === null ? '' : objectiveText(strings, object.objective)
    case 'budget':
      return object.budget === null ? '' : format.money(object.budget.amount, row.currency ?? 'USD')
    case 'bid':
      return object.bid === null ? '' : format.money(object.bid, row.currency ?? 'USD')
    case 'spendCap':
      return typeof object.spendCap === 'number' ? format.money(object.spendCap, row.currency ?? 'USD') : ''
    case 'bidStrategy':
      return object.bidStrategy === null ? '' : bidStrategyText(strings, object.bidStrategy)
    case 'optimization':
      return object.optimization ?? ''
    case 'learning':
      return object.learning === null ? '' : learningText(strings, object.learning)
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank': {
      const rank = object[id]
      return rank === null ? '' : rankText(strings, rank)
    }
    case 'tags':
      return object.tags.join(', ')
    case 'id':
      return object.id
    case 'start':
      return object.startTime === null ? '' : format.fullDateTime(object.startTime, object.zone)
    case 'end':
      return object.endTime === null ? '' : format.fullDateTime(object.endTime, object.zone)
    case 'created':
      return object.createdTime === null ? '' : format.fullDateTime(object.createdTime, object.zone)
    case 'updated':
      return object.updatedTime === null ? '' : format.fullDateTime(object.updatedTime, object.zone)
  }
}

/** The first rows of a table: to be read and printed, not to be worked in. */
export const TableBlockView = ({ report, block, book, title }: TableBlockProps): ReactElement => {
  const strings = useStrings()
  const { reports } = strings
  const format = useFormat()
  const words = exportWords(useLocale())
  const question = tableQuestion(report, block, book)
  const { value, failure, refresh } = useServer(
    `table:${JSON.stringify(question)}`,
    () => call('table.query', question),
    EVENTS,
    { keepPrevious: true },
  )
  useDrawn(block.id, value !== undefined || failure !== null)
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={8} />

  const figures = figuresOfTable(block)
  const hasChanges = block.columns.some(({ aspect }) => aspect !== 'value')
  const underWay = hasChanges && value.underWay
  const isGrouped = block.group !== null
  const shown = block.columns.filter(({ id }) => isFigureId(id) || !isGrouped)
  const cellOf = ({ id, aspect }: TableBlock['columns'][number], row: TableRow): ReactNode => {
    if (!isFigureId(id)) return row.object === null ? '' : fieldText(id, row.object, row, format, strings)
    const at = figures.indexOf(id)
    const value = aspectAt(row, at, aspect)
    const text = (of: number | null): string => figureText(book.unitOf(id), of, row.currency, format)
    switch (aspect) {
      case 'value':
        return text(value)
      case 'before':
      case 'change':
        return row.beforePartial ? (
          <span className={css['doubtful']} title={strings.metrics.partialBefore}>
            {text(value)}
          </span>
        ) : (
          text(value)
        )
      case 'changePercent':
        return (
          <Delta
            change={value}
            better={book.betterOf(id)}
            title={reports.before(text(aspectAt(row, at, 'before')))}
            underWay={underWay}
            partial={row.beforePartial}
          />
        )
    }
  }
  return (
    <>
      {value.rows.length === 0 ? (
        <p className={css['nothing']}>{block.filters.length > 0 ? reports.noRows : reports.nothing}</p>
      ) : (
        <div className={css['scroll']} role="group" aria-label={title} tabIndex={0}>
          <table className={css['table']}>
            <thead>
              <tr>
                {isGrouped ? <th scope="col">{words.columns.group}</th> : null}
                {shown.map((column) => (
                  <th key={`${column.id}:${column.aspect}`} scope="col" data-figure={isFigureId(column.id)}>
                    {columnTitle(column, block.level, book, words)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.rows.map((row) => (
                <tr key={row.key}>
                  {isGrouped ? (
                    <td>
                      <Name>{groupLabel(strings, block.group, row)}</Name>
                    </td>
                  ) : null}
                  {shown.map((column) => (
                    <td
                      key={`${column.id}:${column.aspect}`}
                      data-figure={isFigureId(column.id)}
                      data-field={column.id}
                    >
                      {cellOf(column, row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <BlockFoot
        asOf={value.asOf}
        partial={value.partial}
        beforePartial={hasChanges && value.beforePartial}
        underWay={underWay}
      >
        {report.currency === undefined ? null : <Converted {...value.totals} />}
        {value.total > value.rows.length ? (
          <span>{reports.moreRows(format.count(value.rows.length), format.count(value.total))}</span>
        ) : null}
      </BlockFoot>
    </>
  )
}

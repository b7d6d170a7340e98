import type { ReactElement } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import { periodKey } from '../../../shared/domain/periods.ts'
import { ALL_ROWS, FIELDS } from '../../../shared/domain/table.ts'
import type { FieldId, TableObject, TablePage } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import type { Server } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import type { FigureInfos } from '../../ui/figure-info.ts'
import figures from '../../ui/figures.module.css'
import { STATUSES } from '../../ui/filter-conditions.ts'
import { fieldText } from '../../ui/table-words.ts'
import css from './campaigns.module.css'
import { fieldValue } from './columns.tsx'

const EVENTS = ['figures.changed', 'edits.changed', 'kept.changed'] as const

/** One object as a row of its table, with all figures, own metrics among them; no row: it is not known. */
export const useObjectRow = (level: Level, id: string, infos: FigureInfos): Server<TablePage> => {
  const period = useView((state) => state.period)
  const ids = infos.all.map((info) => info.id)
  return useServer(
    `table.row:${level}:${id}:${periodKey(period)}:${ids.join()}`,
    () =>
      call('table.query', {
        level,
        period,
        compare: null,
        accountIds: [],
        ...ALL_ROWS,
        filters: [
          { kind: 'text', field: 'id', operator: 'is', text: id },
          // Archived and deleted ones too: somebody came here to see this one.
          { kind: 'choice', field: 'status', operator: 'in', values: [...STATUSES[level], 'UNKNOWN'] },
        ],
        sort: { by: 'name', aspect: 'value', direction: 'ascending' },
        figures: ids,
        formulas: infos.formulas(ids),
        trend: null,
        offset: 0,
        limit: 1,
      }),
    EVENTS,
  )
}

/** Said elsewhere in the inspector. */
const NOT_DETAILS = new Set<FieldId>(['name', 'status', 'account', 'campaign', 'adset', 'id'])

/** What an object is set to, besides what the head of its inspector says. */
export const ObjectDetails = ({
  level,
  object,
  currency,
}: {
  readonly level: Level
  readonly object: TableObject
  readonly currency: string
}): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const how = { strings, format, level, group: null, currency }
  const details = FIELDS.flatMap((field) => {
    const text = NOT_DETAILS.has(field) ? '' : fieldValue(how, field, object, currency)
    return text === '' || text === '–' ? [] : [[field, text] as const]
  })
  return (
    <section className={css['section']}>
      <h3 className={css['heading']}>{strings.table.details}</h3>
      <dl className={figures['list']}>
        {details.flatMap(([field, text]) => [
          <dt key={field}>{fieldText(strings, field, level)}</dt>,
          <dd key={`${field}.`} data-text>
            {text}
          </dd>,
        ])}
      </dl>
    </section>
  )
}

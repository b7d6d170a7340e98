import { markOf } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { ZoneOf } from '../../stores/queries.ts'
import { changeText } from '../../ui/changes.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { Name } from '../../ui/figure.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import { Badge } from '../../ui/states.tsx'
import css from './edits.module.css'

export const actorText = ({ edits, timeline }: Strings, { actor }: Edit): string => {
  if (actor.kind === 'strategy') return edits.byStrategy(actor.strategyName)
  if (actor.kind === 'undo') return edits.byUndo
  return actor.userName === undefined ? edits.byPerson : timeline.youAs(actor.userName)
}

export const editColumns = (strings: Strings, format: Format, zoneOf: ZoneOf): Column<Edit>[] => {
  const change = (edit: Edit): string => changeText(strings, format, edit.change, edit.currency, zoneOf(edit.accountId))
  const { columns, undone } = strings.edits
  return [
    {
      id: 'object',
      header: columns.object,
      width: 240,
      grow: true,
      pinned: true,
      sortable: true,
      title: (edit) => `${edit.objectName}\n${edit.objectId}`,
      cell: (edit) => <Name>{edit.objectName}</Name>,
    },
    {
      id: 'state',
      header: columns.state,
      width: 132,
      sortable: true,
      value: markOf,
      cell: (edit) => (edit.undoneBy !== null ? <Badge>{undone}</Badge> : <EditStateMark state={markOf(edit)} />),
    },
    {
      id: 'when',
      header: columns.when,
      width: 124,
      sortable: true,
      first: 'descending',
      title: (edit) => format.exact(edit.createdAt),
      cell: (edit) => format.dateTime(edit.createdAt),
    },
    {
      id: 'change',
      header: columns.change,
      width: 260,
      title: change,
      cell: (edit) => <span className={css['clip']}>{change(edit)}</span>,
    },
    {
      id: 'account',
      header: columns.account,
      width: 150,
      sortable: true,
      title: (edit) => `${edit.accountName}\n${edit.accountId}`,
      cell: (edit) => <Name>{edit.accountName}</Name>,
    },
    {
      id: 'who',
      header: columns.who,
      width: 160,
      sortable: true,
      title: (edit) => actorText(strings, edit),
      cell: (edit) => <Name>{actorText(strings, edit)}</Name>,
    },
    {
      id: 'why',
      header: columns.why,
      width: 220,
      title: (edit) => edit.reason || undefined,
      cell: (edit) => (edit.reason ? <Name>{edit.reason}</Name> : <span className={css['faint']}>–</span>),
    },
  ]
}

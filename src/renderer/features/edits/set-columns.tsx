import type { Edit } from '../../../shared/domain/edits.ts'
import { actOf, isConflict, markOf } from '../../../shared/domain/edits.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Format } from '../../format.ts'
import type { ZoneOf } from '../../stores/queries.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { changedField, sideText } from '../../ui/changes.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { Name } from '../../ui/figure.tsx'
import { EditActMark, EditStateMark } from '../../ui/marks.tsx'
import { Badge } from '../../ui/states.tsx'
import css from './edits.module.css'

/** Edits of one set: what each is, becomes, and how it stands. */
export const setColumns = (
  strings: Strings,
  format: Format,
  sentence: (failure: Failure) => string,
  zoneOf: ZoneOf,
): readonly Column<Edit>[] => {
  const { editColumns: columns } = strings.sets
  const side = (edit: Edit, which: 'before' | 'after'): string =>
    sideText(strings, format, edit.change, which, edit.currency, zoneOf(edit.accountId))
  return [
    {
      id: 'object',
      header: columns.object,
      width: 220,
      grow: true,
      pinned: true,
      title: ({ objectName, objectId }) => `${objectName}\n${objectId}`,
      cell: (edit) => (
        <span className={css['stateCell']}>
          <EditActMark act={actOf(edit)} />
          <Name>{edit.objectName}</Name>
        </span>
      ),
      copy: ({ objectName }) => objectName,
    },
    {
      id: 'field',
      header: columns.field,
      width: 130,
      cell: ({ change }) => changedField(strings, change),
      copy: ({ change }) => changedField(strings, change),
    },
    {
      id: 'before',
      header: columns.before,
      width: 140,
      align: 'end',
      title: (edit) => side(edit, 'before'),
      cell: (edit) => <span className={css['clip']}>{side(edit, 'before')}</span>,
      copy: (edit) => side(edit, 'before'),
    },
    {
      id: 'after',
      header: columns.after,
      width: 140,
      align: 'end',
      value: (edit) => side(edit, 'after'),
      title: (edit) => side(edit, 'after'),
      cell: (edit) => <strong className={css['clip']}>{side(edit, 'after')}</strong>,
      copy: (edit) => side(edit, 'after'),
    },
    {
      id: 'state',
      header: columns.state,
      width: 300,
      grow: true,
      value: (edit) => `${markOf(edit)} ${edit.failure?.code ?? ''}`,
      title: ({ failure }) => (failure ? sentence(failure) : undefined),
      cell: (edit) => (
        <span className={css['stateCell']}>
          {isConflict(edit) ? (
            <Badge meaning="warn" icon>
              {strings.sets.conflict}
            </Badge>
          ) : (
            <EditStateMark state={markOf(edit)} />
          )}
          {edit.failure ? <span className={css['clip']}>{sentence(edit.failure)}</span> : null}
        </span>
      ),
      copy: (edit) => (edit.failure ? sentence(edit.failure) : strings.edits.states[markOf(edit)]),
    },
    {
      id: 'account',
      header: columns.account,
      width: 150,
      title: ({ accountName, accountId }) => `${accountName}\n${accountId}`,
      cell: ({ accountName }) => <Name>{accountName}</Name>,
      copy: ({ accountName }) => accountName,
    },
  ]
}

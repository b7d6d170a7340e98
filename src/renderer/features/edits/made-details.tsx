import type { ReactElement } from 'react'
import { Fragment } from 'react'
import { changesIn, holderEditOf, holderOf } from '../../../shared/domain/creation.ts'
import type { Creating } from '../../../shared/domain/creation.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { changeOfEdit } from '../../../shared/domain/timeline-change.ts'
import { call } from '../../api.ts'
import { useZones } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { fieldText } from '../../ui/entry-text.ts'
import { sideText } from '../../ui/changes.ts'
import { objectiveText } from '../../ui/table-words.ts'

const NO_EVENTS = [] as const

/** The names of objects that are there, by id. */
const useNames = (ids: readonly string[]): ReadonlyMap<string, string> => {
  const { value } = useServer(
    `edits.about:${ids.join()}`,
    async () => (ids.length === 0 ? [] : call('edits.about', { ids: [...ids] })),
    NO_EVENTS,
  )
  return new Map((value ?? []).map(({ id, name }) => [id, name]))
}

/** What something new is to be, or was made as: a term and its meaning each. */
export const MadeDetails = ({ edit }: { readonly edit: Edit & { readonly change: Creating } }): ReactElement => {
  const strings = useStrings()
  const { making, edits } = strings
  const format = useFormat()
  const zone = useZones()(edit.accountId)
  const { after } = edit.change
  const holder = holderOf(after)
  const holderEdit = holderEditOf(edit)
  const holderId = holder && 'id' in holder ? holder.id : null
  const sourceId = after.kind === 'copy' ? after.sourceId : null
  const names = useNames([holderId, sourceId].filter((id) => id !== null))
  const above = useServer(
    `edits.some:${holderEdit ?? ''}`,
    async () => (holderEdit === null ? [] : call('edits.some', { ids: [holderEdit] })),
    NO_EVENTS,
  ).value?.[0]
  const holderName = holderId === null ? above?.objectName : (names.get(holderId) ?? holderId)
  const rows: (readonly [string, string])[] = []
  if (sourceId !== null) rows.push([edits.copyOf, names.get(sourceId) ?? sourceId])
  if (holderName !== undefined && edit.level !== 'campaign') rows.push([making.holder[edit.level], holderName])
  if (after.kind === 'campaign') rows.push([making.objective, objectiveText(strings, after.objective)])
  if (after.kind === 'adset') {
    const goals: Readonly<Record<string, string>> = making.goals
    rows.push([making.goal, goals[after.optimizationGoal] ?? after.optimizationGoal])
  }
  for (const change of changesIn(after))
    if (change.field !== 'name')
      rows.push([
        fieldText(strings, changeOfEdit({ change })),
        sideText(strings, format, change, 'after', edit.currency, zone),
      ])
  return (
    <>
      {rows.map(([term, text]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd data-text>
            <bdi dir="auto">{text}</bdi>
          </dd>
        </Fragment>
      ))}
    </>
  )
}

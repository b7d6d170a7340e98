import { Group } from 'lucide-react'
import type { ReactElement } from 'react'
import { memo } from 'react'
import { nameParts } from '../../../shared/domain/name-parts.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { TableGroup } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuChoice, MenuNote } from '../../ui/menu.tsx'
import css from './campaigns.module.css'
import type { TableQuestion } from './use-table.ts'
import { groupText } from '../../ui/table-words.ts'

const BY: Readonly<Record<Level, readonly Exclude<TableGroup['by'], 'namePart'>[]>> = {
  campaign: ['account', 'objective', 'status', 'tag', 'currency'],
  adset: ['account', 'campaign', 'objective', 'status', 'tag', 'currency'],
  ad: ['account', 'campaign', 'adset', 'objective', 'status', 'tag', 'currency'],
}
/** More parts than names have that people read. */
const PARTS = 6
const EXAMPLES = 3
/** Names looked at for what they are made of. */
const SAMPLE = 200
const NO_EVENTS = [] as const

/** Distinct words at a place of the names that were read. */
const examplesOf = (names: readonly string[], part: number): readonly string[] =>
  [...new Set(names.flatMap((name) => nameParts(name)[part] ?? []))].slice(0, EXAMPLES)

interface GroupMenuProps {
  readonly level: Level
  readonly table: LevelTable
  /** For what the names of its first rows are made of. */
  readonly asked: TableQuestion
}

/** What the menu holds: names are taken apart only once it is open. */
const Groups = ({ level, table, asked }: GroupMenuProps): ReactElement => {
  const { table: words } = useStrings()
  const { group } = table
  const set = (next: TableGroup | null): void => useTables.getState().change(level, { group: next })
  const question = { ...asked, group: null }
  const { value: names = [] } = useServer(
    `group names:${JSON.stringify(question)}`,
    async () => {
      const { rows } = await call('table.query', { ...question, trend: null, offset: 0, limit: SAMPLE })
      return rows.flatMap(({ object }) => (object ? [object.name] : []))
    },
    NO_EVENTS,
    { keepPrevious: true },
  )
  const parts = Array.from({ length: PARTS }, (_, part) => ({ part, examples: examplesOf(names, part) })).filter(
    ({ part, examples }) => examples.length > 0 || (group?.by === 'namePart' && group.part === part),
  )
  const value = group === null ? 'none' : group.by === 'namePart' ? `part${group.part}` : group.by
  const options = [
    { value: 'none', label: words.groupNone },
    ...BY[level].map((by) => ({ value: by as string, label: words.groupNames[by] })),
    ...parts.map(({ part, examples }) => ({
      value: `part${part}`,
      label: words.groupNames.namePart(part + 1),
      hint: examples.join(', '),
    })),
  ]
  const choose = (next: string): void => {
    const by = BY[level].find((each) => each === next)
    if (by) set({ by })
    else set(next.startsWith('part') ? { by: 'namePart', part: Number(next.slice(4)) } : null)
  }
  return (
    <>
      <MenuChoice label={words.groupBy} value={value} options={options} onChange={choose} />
      {parts.length > 0 ? <MenuNote>{words.groupPartHint}</MenuNote> : null}
    </>
  )
}

const GroupMenuInner = (props: GroupMenuProps): ReactElement => {
  const strings = useStrings()
  const { group } = props.table
  return (
    <Menu
      align="end"
      trigger={
        <Button icon={<Group />} className={group === null ? undefined : css['active']}>
          <span className={css['word']}>
            {group === null ? strings.table.group : strings.table.groupedBy(groupText(strings, group))}
          </span>
        </Button>
      }
    >
      <Groups {...props} />
    </Menu>
  )
}

export const GroupMenu = memo(GroupMenuInner)

import type { AccountRow } from '../../../shared/domain/objects.ts'
import type { TimelineEntry } from '../../../shared/domain/timeline.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { changedText, reasonText, standingOf, whatText, whoText } from '../../ui/entry-text.ts'
import { Name } from '../../ui/figure.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import { Badge } from '../../ui/states.tsx'
import css from './timeline.module.css'

export type AccountsById = ReadonlyMap<string, AccountRow>

/** Nobody did what Meta restated or what an alert found. */
export const byText = (strings: Strings, entry: TimelineEntry): string =>
  entry.kind === 'restated' || entry.kind === 'alert' ? strings.timeline.noOne : whoText(strings, entry.who)

export const entryColumns = (strings: Strings, format: Format, accounts: AccountsById): Column<TimelineEntry>[] => {
  const { timeline } = strings
  const { columns } = timeline
  const account = ({ accountId }: TimelineEntry): AccountRow | undefined => accounts.get(accountId ?? '')
  const changed = (entry: TimelineEntry): string =>
    changedText(strings, format, entry, account(entry)?.currency ?? 'USD', account(entry)?.zone)
  return [
    {
      id: 'when',
      header: columns.when,
      width: 128,
      pinned: true,
      title: (entry) => format.exact(entry.at, account(entry)?.zone),
      cell: (entry) => (
        <span className={css['when']} data-quiet={entry.kind === 'restated' || entry.kind === 'alert' || undefined}>
          {format.dateTime(entry.at)}
        </span>
      ),
    },
    {
      id: 'who',
      header: columns.who,
      width: 150,
      title: (entry) => byText(strings, entry),
      cell: (entry) => <Name>{byText(strings, entry)}</Name>,
    },
    {
      id: 'what',
      header: columns.what,
      width: 140,
      title: (entry) => whatText(strings, entry),
      cell: (entry) => <Name>{whatText(strings, entry)}</Name>,
    },
    {
      id: 'change',
      header: columns.change,
      width: 220,
      grow: true,
      title: (entry) => changed(entry) || undefined,
      cell: (entry) => <span className={css['clip']}>{changed(entry)}</span>,
    },
    {
      id: 'object',
      header: columns.object,
      width: 220,
      grow: true,
      title: (entry) => `${entry.objectName ?? ''}\n${entry.objectId ?? entry.accountId ?? ''}`.trim(),
      cell: (entry) => (
        <span className={css['object']}>
          <span className={css['level']}>{timeline.levels[entry.level]}</span>
          <Name>{entry.objectName ?? entry.objectId ?? account(entry)?.name ?? timeline.noOne}</Name>
        </span>
      ),
    },
    {
      id: 'why',
      header: columns.why,
      width: 170,
      title: (entry) => reasonText(entry) || undefined,
      cell: (entry) => <Name>{reasonText(entry)}</Name>,
    },
    {
      id: 'told',
      header: columns.told,
      hint: timeline.toldHint,
      width: 172,
      title: (entry) =>
        'sources' in entry ? entry.sources.map((source) => timeline.sourceHints[source]).join('\n') : undefined,
      cell: (entry) => {
        if (!('sources' in entry)) return null
        const state = standingOf(entry)
        return (
          <span className={css['told']}>
            {state === null ? null : <EditStateMark state={state} />}
            {entry.sources.map((source) => (
              <Badge key={source} meaning={source === 'seen' ? 'warn' : 'neutral'}>
                {timeline.sources[source]}
              </Badge>
            ))}
          </span>
        )
      },
    },
    {
      id: 'account',
      header: columns.account,
      width: 140,
      title: (entry) => `${account(entry)?.name ?? ''}\n${entry.accountId ?? ''}`.trim(),
      cell: (entry) => <Name>{account(entry)?.name ?? entry.accountId ?? timeline.noOne}</Name>,
    },
  ]
}

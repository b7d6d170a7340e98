import { CircleX, History, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountMark } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/data-table-types.ts'
import { fieldText, valueText, whoText } from '../../ui/entry-text.ts'
import { Name } from '../../ui/figure.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import type { AccountsById } from './columns.tsx'
import { usePutBacks } from './put-backs.ts'
import css from './timeline.module.css'

/** What the field is set to now, in the terms of the change. */
export const nowText = (
  strings: Strings,
  format: Format,
  change: SilentChange,
  account: Pick<AccountRow, 'currency' | 'zone'> | undefined,
): string => {
  const { silent } = strings
  if ('not' in change.putBack && change.putBack.not === 'back') return silent.backAgain
  const side = (name: 'before' | 'after'): string =>
    valueText(strings, format, change.now, name, account?.currency ?? 'USD', account?.zone)
  const value = side('after')
  return value === side('before') ? silent.stillSo : silent.movedOn(value)
}

export const objectText = ({ objectName, objectId }: SilentChange): string => objectName ?? objectId

/** What came of putting it back, or the button that does it; once it failed, what is beside the table has the button again. */
const Act = ({
  change,
  locked,
  onPutBack,
}: {
  readonly change: SilentChange
  /** Why nothing of its account can be edited. */
  readonly locked: string | undefined
  readonly onPutBack: (change: SilentChange) => void
}): ReactElement => {
  const { silent } = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  const outcome = usePutBacks(({ outcomes }) => outcomes.get(change.id))
  const failure = outcome?.kind === 'waiting' ? null : (outcome?.failure ?? null)
  if (failure)
    return (
      <span className={css['failed']} title={sentence(failure)} data-text>
        <CircleX size={13} aria-hidden />
        <span>{sentence(failure)}</span>
      </span>
    )
  if (outcome?.kind === 'made') return <EditStateMark state={outcome.state} />
  return (
    <Button
      size="small"
      icon={<Undo2 />}
      tabIndex={-1}
      busy={outcome?.kind === 'waiting'}
      disabled={!('by' in change.putBack) || locked !== undefined}
      aria-label={`${silent.putBack}: ${format.quoted(objectText(change))}`}
      onClick={() => onPutBack(change)}
    >
      {silent.putBack}
    </Button>
  )
}

export const silentColumns = (
  strings: Strings,
  format: Format,
  accounts: AccountsById,
  lockedOf: (change: SilentChange) => string | undefined,
  onPutBack: (change: SilentChange) => void,
): Column<SilentChange>[] => {
  const { silent, timeline } = strings
  const { columns } = silent
  const accountOf = ({ accountId }: SilentChange): AccountRow | undefined => accounts.get(accountId)
  const side = (change: SilentChange, name: 'before' | 'after'): string =>
    valueText(strings, format, change.change, name, accountOf(change)?.currency ?? 'USD', accountOf(change)?.zone)
  const when = ({ at, notBefore }: SilentChange): string =>
    notBefore === null ? format.dateTime(at) : silent.until(format.dateTime(at))
  return [
    {
      id: 'object',
      header: columns.object,
      width: 196,
      grow: true,
      pinned: true,
      title: (change) => `${objectText(change)}\n${change.objectId}${change.isNew ? `\n${silent.isNew}` : ''}`,
      cell: (change) => (
        <span className={css['object']}>
          <span className={css['dot']} data-new={change.isNew || undefined}>
            {change.isNew ? <span className={css['hidden']}>{silent.isNew}</span> : null}
          </span>
          <span className={css['level']}>{timeline.levels[change.level]}</span>
          <Name>{objectText(change)}</Name>
        </span>
      ),
    },
    {
      id: 'account',
      header: columns.account,
      width: 116,
      title: ({ accountId }) => `${accounts.get(accountId)?.name ?? ''}\n${accountId}`.trim(),
      cell: ({ accountId }) => <AccountMark id={accountId} name={accounts.get(accountId)?.name ?? accountId} />,
    },
    {
      id: 'field',
      header: columns.field,
      width: 92,
      title: (change) => fieldText(strings, change.change),
      cell: (change) => <Name>{fieldText(strings, change.change)}</Name>,
    },
    {
      id: 'was',
      header: columns.was,
      width: 92,
      title: (change) => side(change, 'before'),
      cell: (change) => <Name>{side(change, 'before')}</Name>,
    },
    {
      id: 'became',
      header: columns.became,
      width: 96,
      title: (change) => side(change, 'after'),
      cell: (change) => (
        <span className={css['became']}>
          <Name>{side(change, 'after')}</Name>
        </span>
      ),
    },
    {
      id: 'act',
      header: columns.act,
      width: 136,
      title: (change) => ('not' in change.putBack ? silent.not[change.putBack.not] : lockedOf(change)),
      cell: (change) => <Act change={change} locked={lockedOf(change)} onPutBack={onPutBack} />,
    },
    {
      id: 'now',
      header: columns.now,
      hint: silent.nowHint,
      width: 104,
      title: (change) => nowText(strings, format, change, accountOf(change)),
      tone: (change) => ('not' in change.putBack && change.putBack.not === 'back' ? css['quiet'] : undefined),
      cell: (change) => <Name>{nowText(strings, format, change, accountOf(change))}</Name>,
    },
    {
      id: 'who',
      header: columns.who,
      width: 118,
      title: ({ who, application, beside }) =>
        [whoText(strings, who), application, beside ? silent.besideHint : null]
          .filter((part) => part !== null)
          .join('\n'),
      cell: ({ who, beside }) => (
        <span className={css['told']}>
          <Name>{whoText(strings, who)}</Name>
          {beside ? <History size={13} className={css['beside']} aria-label={silent.beside} /> : null}
        </span>
      ),
    },
    {
      id: 'when',
      header: columns.when,
      hint: silent.whenHint,
      width: 116,
      title: ({ at, notBefore, accountId }) =>
        notBefore === null
          ? format.exact(at, accounts.get(accountId)?.zone)
          : timeline.between(format.dateTime(notBefore), format.dateTime(at)),
      cell: (change) => <span className={css['clip']}>{when(change)}</span>,
    },
  ]
}

import type { ReactElement } from 'react'
import { useState } from 'react'
import { isOverLimit } from '../../../shared/domain/edit-policy.ts'
import { changeOfEdit } from '../../../shared/domain/timeline.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import { isolate } from '../../format.ts'
import { useTermsOf } from '../../stores/edit-terms.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { fieldText, valueText, whoText } from '../../ui/entry-text.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { Name } from '../../ui/figure.tsx'
import { areConfirmed, TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import type { AccountsById } from './columns.tsx'
import { putBackAll } from './put-backs.ts'
import { objectText } from './silent-columns.tsx'
import css from './timeline.module.css'

/** Characters. */
const MOST_REASON = 500

interface PutBackDialogProps {
  /** Those that were chosen, also what cannot be put back. */
  readonly changes: readonly SilentChange[]
  readonly accounts: AccountsById
  readonly onClose: () => void
}

/** What is put back where, in whose account, before it is done. */
export const PutBackDialog = ({ changes, accounts, onClose }: PutBackDialogProps): ReactElement => {
  const strings = useStrings()
  const { silent } = strings
  const format = useFormat()
  const possible = changes.flatMap((change) => ('by' in change.putBack ? [{ change, by: change.putBack.by }] : []))
  const byAccount = [...Map.groupBy(possible, ({ change }) => change.accountId)]
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const terms = useTermsOf(changes.map(({ accountId }) => accountId))
  const asked = byAccount.map(([id, those]) => ({
    id,
    those,
    account: { name: accounts.get(id)?.name ?? id, currency: accounts.get(id)?.currency ?? 'USD' },
    overLimit: those.map(({ by }) => by).filter((by) => isOverLimit(by, terms[id]?.limit ?? null)),
  }))
  const nameOf = (id: string): string => accounts.get(id)?.name ?? id
  const lineOf = ({ change, by }: (typeof possible)[number]) => {
    const edit = changeOfEdit({ change: by })
    const currency = accounts.get(change.accountId)?.currency ?? 'USD'
    return {
      field: fieldText(strings, edit),
      before: valueText(strings, format, edit, 'before', currency),
      after: valueText(strings, format, edit, 'after', currency),
    }
  }
  const [first] = possible
  const action = (): string => {
    if (first && possible.length === 1) {
      const { field, after } = lineOf(first)
      const { accountId } = first.change
      return silent.actionOne(field, after, format.quoted(objectText(first.change)), isolate(nameOf(accountId)))
    }
    return first && byAccount.length === 1
      ? silent.actionMany(possible.length, isolate(nameOf(first.change.accountId)))
      : silent.actionAcross(possible.length, byAccount.length)
  }
  const confirm = (): void => {
    onClose()
    void putBackAll(
      possible.map(({ change }) => change),
      ({ who, at, accountId }) => ({
        reason: silent.reason(whoText(strings, who), format.fullDateTime(at)).slice(0, MOST_REASON),
        confirmed: typed[accountId] ?? '',
      }),
    )
  }
  const skipped = changes.length - possible.length
  return (
    <Confirm
      open
      onClose={onClose}
      title={silent.title(possible.length)}
      description={skipped > 0 ? `${silent.skipped(skipped)} ${silent.text}` : silent.text}
      action={action()}
      disabled={asked.some(({ id, overLimit, account }) => !areConfirmed(typed[id] ?? '', overLimit, account))}
      onConfirm={confirm}
    >
      <div
        className={css['backs']}
        tabIndex={possible.length > 6 ? 0 : undefined}
        role="group"
        aria-label={silent.table}
      >
        {asked.map(({ id, those, account, overLimit }) => (
          <section key={id}>
            <AccountBand id={id} name={account.name} />
            <ul>
              {those.map((each) => {
                const { field, before, after } = lineOf(each)
                return (
                  <li key={each.change.id}>
                    <Name>{objectText(each.change)}</Name>
                    <span data-text>
                      {field}: {before} → <b>{after}</b>
                    </span>
                  </li>
                )
              })}
            </ul>
            <TypedConfirmation
              changes={overLimit}
              account={account}
              value={typed[id] ?? ''}
              onChange={(text) => setTyped({ ...typed, [id]: text })}
            />
          </section>
        ))}
      </div>
    </Confirm>
  )
}

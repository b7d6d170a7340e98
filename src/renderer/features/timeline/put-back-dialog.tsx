import type { ReactElement } from 'react'
import { useState } from 'react'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import { overLimitOf } from '../../../shared/domain/edit-policy.ts'
import { isTimeField, MOST_REASON } from '../../../shared/domain/edits.ts'
import { changeOfEdit } from '../../../shared/domain/timeline-change.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import { isolate } from '../../format.ts'
import { useStartedValues, useTermsOf } from '../../stores/edit-terms.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { fieldText, valueText, whoText } from '../../ui/entry-text.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { Name } from '../../ui/figure.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { useSay } from '../../ui/toast.tsx'
import { areConfirmed, TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import type { AccountsById } from './columns.tsx'
import { putBackAll, putBackOne } from './put-backs.ts'
import type { Said } from './put-backs.ts'
import { objectText } from './silent-columns.tsx'
import css from './timeline.module.css'

interface PutBackDialogProps {
  /** Those that were chosen, also what cannot be put back. */
  readonly changes: readonly SilentChange[]
  readonly accounts: AccountsById
  readonly onClose: () => void
}

/** What is put back where, in whose account, before it is done: one while its row waits, several as a change set. */
export const PutBackDialog = ({ changes, accounts, onClose }: PutBackDialogProps): ReactElement => {
  const strings = useStrings()
  const { silent, sets } = strings
  const format = useFormat()
  const say = useSay()
  const terms = useTermsOf(changes.map(({ accountId }) => accountId))
  const isLocked = (id: string): boolean => (terms[id]?.readOnly ?? null) !== null
  const locked = [...new Set(changes.map(({ accountId }) => accountId))].filter(isLocked)
  const possible = changes.flatMap((change) =>
    'by' in change.putBack && !isLocked(change.accountId) ? [{ change, by: change.putBack.by }] : [],
  )
  const valuesOf = useStartedValues(possible.map(({ change, by }) => ({ objectId: change.objectId, change: by })))
  const byAccount = [...Map.groupBy(possible, ({ change }) => change.accountId)]
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const asked = byAccount.map(([id, those]) => ({
    id,
    those,
    account: { name: accounts.get(id)?.name ?? id, currency: accounts.get(id)?.currency ?? 'USD' },
    overLimit: those.flatMap(({ change, by }) =>
      overLimitOf([by], valuesOf(change.objectId), terms[id]?.limit ?? null),
    ),
  }))
  const byZoneOf = (id: string): string => strings.editing.byZone(accounts.get(id)?.zone ?? 'UTC')
  const nameOf = (id: string): string => accounts.get(id)?.name ?? id
  const lineOf = ({ change, by }: (typeof possible)[number]) => {
    const edit = changeOfEdit({ change: by })
    const account = accounts.get(change.accountId)
    const side = (name: 'before' | 'after'): string =>
      valueText(strings, format, edit, name, account?.currency ?? 'USD', account?.zone)
    return {
      field: fieldText(strings, edit),
      before: side('before'),
      after: side('after'),
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
    const saidOf = ({ who, at, accountId }: SilentChange): Said => ({
      reason: silent.reason(whoText(strings, who), format.fullDateTime(at)).slice(0, MOST_REASON),
      confirmed: typed[accountId] ?? '',
    })
    if (first && possible.length === 1) {
      void putBackOne(first.change, saidOf(first.change))
      return
    }
    putBackAll(
      possible.map(({ change }) => change),
      saidOf,
      silent.title(possible.length).slice(0, MOST_SET_NAME),
    ).then(({ setId, kept }) => {
      const show = { label: sets.show, run: () => useView.getState().go('edits', { kind: 'set', id: setId }) }
      if (kept > 0) say.done(sets.postingText(kept), show)
    }, say.failed)
  }
  const skipped = changes.length - possible.length
  return (
    <Confirm
      open
      onClose={onClose}
      title={silent.title(possible.length)}
      description={skipped > 0 ? `${silent.skipped(skipped)} ${silent.text}` : silent.text}
      action={action()}
      disabled={
        possible.length === 0 ||
        asked.some(({ id, overLimit, account }) => !areConfirmed(typed[id] ?? '', overLimit, account))
      }
      onConfirm={confirm}
    >
      <div
        className={css['backs']}
        tabIndex={possible.length > 6 ? 0 : undefined}
        role="group"
        aria-label={silent.table}
      >
        {locked.map((id) => (
          <ReadOnlyBanner key={id} policy={terms[id] ?? null} accountId={id} />
        ))}
        {asked.map(({ id, those, account, overLimit }) => (
          <section key={id}>
            <AccountBand id={id} name={account.name} />
            {those.some(({ by }) => isTimeField(by.field)) ? <p className={css['clock']}>{byZoneOf(id)}</p> : null}
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

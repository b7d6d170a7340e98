import type { ReactElement } from 'react'
import { useState } from 'react'
import type { ToSend } from '../../../shared/domain/change-sets.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { AccountBands } from '../../ui/account-bands.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import css from './edits.module.css'
import { goingOf, LimitFields } from './limit-fields.tsx'
import type { TypedNames } from './limit-fields.tsx'
import { UnusualEdits } from './unusual-edits.tsx'

export type Sending = 'post' | 'retry' | 'undo'

/** What is about to be sent, before a person has agreed to it. */
export interface SendQuestion {
  readonly what: Sending
  /** Absent: all of a set. */
  readonly ids?: readonly string[] | undefined
  readonly accounts: readonly ToSend[]
}

interface SendConfirmProps {
  readonly question: SendQuestion
  /** What becomes of so many edits. */
  readonly describe: (what: Sending, count: number) => string
  readonly onClose: () => void
  /** `confirmed`: what was typed for amounts over the limit. */
  readonly onConfirm: (question: SendQuestion, confirmed: readonly string[]) => void
}

const sum = (accounts: readonly ToSend[], of: (account: ToSend) => number): number =>
  accounts.reduce((total, account) => total + of(account), 0)

/**
 * Asks before edits are posted, retried or undone: whose they are, what is unusual, what nothing leads back from, and for what goes
 * over somebody's limit.
 */
export const SendConfirm = ({ question, describe, onClose, onConfirm }: SendConfirmProps): ReactElement => {
  const { sets } = useStrings()
  const [typed, setTyped] = useState<TypedNames>({})
  const { what, accounts } = question
  const count = sum(accounts, (account) => account.count)
  const going = sum(accounts, (account) => goingOf(account, typed))
  const final = sum(accounts, (account) => account.final)
  const [typedCount, setTypedCount] = useState('')
  const [isRead, setRead] = useState(false)
  const isUnusual = accounts.some(({ unusual }) => unusual.count > 0)
  const isCounted = final < 2 || typedCount.trim() === String(final)
  return (
    <Confirm
      open
      onClose={onClose}
      title={{ post: sets.postTitle, retry: sets.retryTitle, undo: sets.undoTitle }[what]}
      description={describe(
        what,
        sum(accounts, ({ count }) => count),
      )}
      action={sets[what](going || count)}
      danger={final > 0}
      disabled={going === 0 || !isCounted || (isUnusual && !isRead)}
      onConfirm={() => onConfirm(question, Object.values(typed))}
    >
      <AccountBands accounts={accounts.map(({ accountId, name }) => ({ id: accountId, name }))} />
      <UnusualEdits accounts={accounts} isRead={isRead} onRead={setRead} />
      {final > 0 ? <p className={css['final']}>{sets.final(final)}</p> : null}
      {final > 1 ? (
        <Field label={sets.typeFinal(String(final))}>
          <TextInput value={typedCount} onChange={setTypedCount} inputMode="numeric" maxLength={6} />
        </Field>
      ) : null}
      <LimitFields accounts={accounts} typed={typed} onTyped={setTyped} />
    </Confirm>
  )
}

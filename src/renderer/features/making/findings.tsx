import type { ReactElement } from 'react'
import { useState } from 'react'
import { creationFindings } from '../../../shared/domain/creation-findings.ts'
import { changesIn } from '../../../shared/domain/creation.ts'
import type { NewValues } from '../../../shared/domain/creation.ts'
import { isOverLimit, NO_TERMS } from '../../../shared/domain/edit-policy.ts'
import type { EditFinding } from '../../../shared/domain/editable.ts'
import type { Change } from '../../../shared/domain/edits.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { useTerms } from '../../stores/edit-terms.ts'
import { useNow } from '../../stores/now.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { findingText } from '../../ui/finding-text.ts'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { areConfirmed, TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import css from './making.module.css'

type Account = Pick<AccountRow, 'id' | 'name' | 'currency' | 'zone'>

export interface Findings {
  readonly account: Account
  readonly all: readonly EditFinding[]
  readonly overLimit: readonly Change[]
  /** Whether amounts above some limit are typed there. */
  readonly hasLimit: boolean
  /** What somebody has to say yes to; empty: nothing. */
  readonly question: string
  /** Nothing of it can be, as a draft neither. */
  readonly isBlocked: boolean
  readonly mayPost: boolean
  /** Typed for amounts over the limit. */
  readonly typed: string
  readonly setTyped: (typed: string) => void
  readonly isAgreed: boolean
  readonly agree: (yes: boolean) => void
}

/** What is found of something that is to be made in an account, and what a person says to it. */
export const useFindings = (made: readonly NewValues[], account: Account): Findings => {
  const terms = useTerms(account.id) ?? NO_TERMS
  const now = useNow()
  const [typed, setTyped] = useState('')
  const [agreed, setAgreed] = useState('')
  const found = made.flatMap((values) => creationFindings(values, terms, { now, currency: account.currency }))
  const all = [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()]
  const overLimit = made.flatMap(changesIn).filter((change) => isOverLimit(change, terms.limit))
  const isBlocked = all.some(({ severity }) => severity === 'block')
  // What goes over the limit is typed, not ticked.
  const question = JSON.stringify(all.filter(({ severity, kind }) => severity === 'confirm' && kind !== 'overLimit'))
  const isAgreed = question === '[]' || agreed === question
  return {
    account,
    all,
    overLimit,
    hasLimit: terms.limit !== null,
    question: question === '[]' ? '' : question,
    isBlocked,
    mayPost: !isBlocked && isAgreed && areConfirmed(typed, overLimit, account),
    typed,
    setTyped,
    isAgreed,
    agree: (yes) => setAgreed(yes ? question : ''),
  }
}

/** It is said at the end of the form, before anything is made. */
export const FindingsView = ({ findings }: { readonly findings: Findings }): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const { account, all, overLimit, question, typed, setTyped, isAgreed, agree } = findings
  const told = all.filter(({ kind }) => kind !== 'readOnly')
  const readOnly = all.find((finding) => finding.kind === 'readOnly')
  return (
    <>
      <ReadOnlyBanner policy={readOnly ? { readOnly: readOnly.by } : null} accountId={account.id} />
      {told.length > 0 ? (
        <div role="status">
          <ul className={css['facts']}>
            {told.map((finding) => (
              <li key={JSON.stringify(finding)} data-severity={finding.severity}>
                {findingText(strings, format, finding, account)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <TypedConfirmation changes={overLimit} account={account} value={typed} onChange={setTyped} />
      {question === '' ? null : <Checkbox label={strings.editing.confirm} checked={isAgreed} onChange={agree} />}
    </>
  )
}

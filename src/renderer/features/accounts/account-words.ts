import type { AccountRow, AccountSource } from '../../../shared/domain/objects.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Meaning } from '../../ui/states.tsx'

export interface AccountMark {
  readonly meaning: Meaning
  /** Beside the status, where that does not say it already; else empty. */
  readonly short: string
  /** Why, and what follows from it, as a sentence. */
  readonly reason: string
}

/** Share of a spend cap from which on its end is in sight. */
const CAP_NEAR = 0.95
const MAY_EDIT: readonly string[] = ['MANAGE', 'ADVERTISE']

const byStatus = (status: AccountRow['status']): Meaning => {
  switch (status) {
    case 'ACTIVE':
      return 'good'
    case 'DISABLED':
    case 'CLOSED':
      return 'bad'
    case 'UNKNOWN':
      return 'info'
    default:
      return 'warn'
  }
}

/** How an account does, by the gravest of what is known. */
export const healthOf = (row: AccountRow, strings: Strings, format: Format): AccountMark => {
  const { statusHints, markReasons, markShort } = strings.accounts
  const { status, spendCap, amountSpent, currency, tasks } = row
  const meaning = byStatus(status)
  if (meaning !== 'good') return { meaning, short: '', reason: statusHints[status] }
  if (spendCap !== null && spendCap > 0 && amountSpent !== null) {
    const left = spendCap - amountSpent
    if (left <= 0) return { meaning: 'bad', short: markShort.capUsed, reason: markReasons.capUsed }
    if (amountSpent >= spendCap * CAP_NEAR)
      return {
        meaning: 'warn',
        short: markShort.capNear,
        reason: markReasons.capNear(format.money(left, currency)),
      }
  }
  if (row.partial) return { meaning: 'warn', short: markShort.partial, reason: markReasons.partial }
  // No rights told is not the same as no right to edit.
  if (tasks !== null && !tasks.some((task) => MAY_EDIT.includes(task)))
    return { meaning: 'info', short: markShort.noEdits, reason: markReasons.noEdits }
  if (row.watched && row.figuresAt === null)
    return { meaning: 'info', short: markShort.neverRead, reason: markReasons.neverRead }
  return { meaning: 'good', short: '', reason: statusHints.ACTIVE }
}

export const statusWords = ({ status, disableReason }: AccountRow, { accounts }: Strings): string => {
  const reason = accounts.reasons[disableReason]
  return reason ? `${accounts.statuses[status]}: ${reason}` : accounts.statuses[status]
}

export const sourceWords = (source: AccountSource, { accounts }: Strings): string =>
  source.kind === 'personal' ? accounts.personal : accounts[source.kind](source.businessName)

/** Most rights include the others, so the widest first; a right unknown here keeps Meta's own word. */
export const taskWords = (tasks: readonly string[], { accounts }: Strings): string =>
  Object.entries(accounts.tasks)
    .filter(([task]) => tasks.includes(task))
    .map(([, word]) => word)
    .concat(tasks.filter((task) => !Object.hasOwn(accounts.tasks, task)))
    .join(', ')

/** Everything a person may look for, in one lower-case text. */
export const searchText = (row: AccountRow, strings: Strings): string =>
  [
    row.name,
    row.id,
    row.currency,
    row.zone,
    statusWords(row, strings),
    ...row.sources.map((source) => sourceWords(source, strings)),
  ]
    .join('\n')
    .toLocaleLowerCase()

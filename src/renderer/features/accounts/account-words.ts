import type { AccountRow, AccountSource } from '../../../shared/domain/objects.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Meaning } from '../../ui/states.tsx'

/** How an account does, as a mark: its status alone decides. */
export const healthOf = ({ status }: AccountRow): Meaning => {
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

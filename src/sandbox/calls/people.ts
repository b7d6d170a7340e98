import { invalid } from '../graph-error.ts'
import { COLLEAGUE, PERSON } from '../person.ts'
import { page } from './page.ts'
import type { Account } from '../model.ts'
import type { Context } from './call.ts'

/** Who works in an account, and what each may do there. */

const peopleOf = (
  account: Account,
): readonly { readonly id: string; readonly name: string; readonly tasks: readonly string[] }[] => [
  { ...PERSON, tasks: account.tasks },
  { ...COLLEAGUE, tasks: ['MANAGE', 'ADVERTISE', 'ANALYZE'] },
]

export const usersOf = (context: Context, account: Account): unknown =>
  page(context, peopleOf(account), ({ id, name, tasks }) => ({ id, name, tasks }), `${account.id}/users`)

/** Those whom a business gave the account to. Throws GraphError without the business. */
export const assignedUsers = (context: Context, account: Account): unknown => {
  const { business } = context.params
  if (business === undefined) throw invalid('The parameter business is required')
  const known = [account.owner, ...account.clientOf].some((one) => one?.id === business)
  return page(
    context,
    known ? peopleOf(account) : [],
    ({ id, name, tasks }) => ({ id, name, tasks }),
    `${account.id}/assigned_users`,
  )
}

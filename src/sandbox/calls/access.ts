import { GraphError, forbidden } from '../graph-error.ts'
import type { Account } from '../model.ts'
import type { Token } from '../tokens.ts'

/** Whether a token shows an account at all. */
export const visible = (account: Account, who: Token): boolean =>
  account.tasks.length > 0 &&
  (who.accounts.length === 0 || who.accounts.includes(account.id)) &&
  (account.personal || who.scopes.includes('business_management') || who.kind === 'system')

/** Throws GraphError, as the next ones. */
export const mayRead = (who: Token): void => {
  if (!who.scopes.includes('ads_read') && !who.scopes.includes('ads_management')) {
    throw forbidden('Ad account owner has NOT grant ads_management or ads_read permission')
  }
}
export const mayManageBusinesses = (who: Token): void => {
  if (!who.scopes.includes('business_management'))
    throw forbidden('Requires business_management permission to manage the object')
}
export const mayListPages = (who: Token): void => {
  if (!who.scopes.includes('pages_show_list'))
    throw forbidden('Requires pages_show_list permission to manage the object')
}
/** `task` is what the role in the account must hold. */
export const mayWrite = (account: Account, who: Token, task: 'ADVERTISE' | 'MANAGE' = 'ADVERTISE'): void => {
  if (!who.scopes.includes('ads_management')) {
    throw new GraphError({
      status: 403,
      code: 294,
      message:
        '(#294) Managing advertisements requires an access token with the extended permission for ads_management',
    })
  }
  if (!account.tasks.includes(task)) throw forbidden(`Permissions error: the user lacks ${task} on this ad account`, 10)
}

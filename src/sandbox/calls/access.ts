import { forbidden } from '../graph-error.ts'
import type { Account } from '../model.ts'
import type { Token } from '../tokens.ts'

/** Whether a token shows an account at all. */
export const visible = (account: Account, who: Token): boolean =>
  (who.accounts.length === 0 || who.accounts.includes(account.id)) &&
  (account.personal || who.scopes.includes('business_management') || who.kind === 'system')

/** Throws GraphError, as the next one. */
export const mayRead = (who: Token): void => {
  if (!who.scopes.includes('ads_read') && !who.scopes.includes('ads_management')) {
    throw forbidden('Ad account owner has NOT grant ads_management or ads_read permission')
  }
}
export const mayManageBusinesses = (who: Token): void => {
  if (!who.scopes.includes('business_management'))
    throw forbidden('Requires business_management permission to manage the object')
}

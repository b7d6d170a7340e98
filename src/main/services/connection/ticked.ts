import type { TokenState } from '../../../shared/domain/connection.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'

/**
 * Why an account cannot be read, in the light of what was ticked at sign-in: Meta says the same of an account that was
 * left out there as of one that somebody else has to share, but what helps is not the same.
 */
export const inLightOf = <F extends Failure>(
  { accounts }: Pick<TokenState, 'accounts'>,
  accountId: AccountId | null,
  failure: F,
): F =>
  accountId === null ||
  accounts === null ||
  accounts.includes(accountId) ||
  (failure.code !== 'accountHidden' && failure.code !== 'permission')
    ? failure
    : { ...failure, code: 'accountHidden', data: { ...failure.data, id: accountId, ticked: false } }

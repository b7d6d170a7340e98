import type { WorkspaceContext } from '../context.ts'
import type { ReadAll } from '../sync/index.ts'
import type { Asking } from './asking.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { AskedAccount } from '../../../shared/domain/asked.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'

/** What every figure of whole accounts that somebody asks for has in common. */

/** Reads all of it, and says of each account why something of it was not. Never throws. */
export type ReadAsked = (
  accounts: readonly AdAccount[],
  requests: readonly ReadRequest[],
) => Promise<ReadonlyMap<AccountId, Failure>>

export const createReadAsked =
  ({
    context,
    asking,
    readAll,
  }: {
    readonly context: WorkspaceContext
    readonly asking: Asking
    readonly readAll: ReadAll
  }): ReadAsked =>
  async (accounts, requests) => {
    if (requests.length === 0) return new Map()
    const all = (failure: Failure) => new Map(requests.map(({ accountId }) => [accountId, failure]))
    try {
      const { failures } = await asking(requests.length, (signal, progress) =>
        readAll(accounts, requests, { lane: 'person', signal, progress }),
      )
      return new Map(
        failures.flatMap(({ accountId, code, data }) => (accountId === null ? [] : [[accountId, { code, data }]])),
      )
    } catch (error) {
      if (!(error instanceof AppError)) context.log.write('error', 'asked figures not read', { reason: String(error) })
      return all(failureOf(error))
    }
  }

/** Watched accounts among these; all of them when there are none. */
export const chosenOf = async (
  { watched }: Pick<WorkspaceContext, 'watched'>,
  accountIds: readonly AccountId[],
): Promise<readonly AdAccount[]> =>
  (await watched()).filter(({ id }) => accountIds.length === 0 || accountIds.includes(id))

export const accountOf = (
  { id, name, currency, zone }: AdAccount,
  read: { readonly at: Instant; readonly partial: boolean } | null,
  failure: Failure | undefined,
): AskedAccount => ({
  accountId: id,
  name,
  currency,
  zone,
  at: read?.at ?? null,
  partial: read?.partial ?? false,
  failure: failure ?? null,
})

export const isRefusal = (failure: Failure | undefined): boolean => failure?.code === 'metaRejected'

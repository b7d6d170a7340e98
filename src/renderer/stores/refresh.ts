import { create } from 'zustand'
import type { SyncRun } from '../../shared/domain/connection.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Kind } from '../../shared/domain/upkeep.ts'
import { call } from '../api.ts'

/** Lists being read again because a person asked, whichever of the buttons it was. */
const useBusy = create<{ readonly keys: ReadonlySet<string> }>()(() => ({ keys: new Set() }))

const keyOf = (kind: Kind | 'figures', accountId: AccountId | null): string => `${kind}:${accountId ?? ''}`

const alone = async <T>(key: string, work: () => Promise<T>): Promise<T | null> => {
  const { keys } = useBusy.getState()
  if (keys.has(key)) return null
  useBusy.setState({ keys: new Set([...keys, key]) })
  try {
    return await work()
  } finally {
    useBusy.setState(({ keys: before }) => ({ keys: new Set([...before].filter((other) => other !== key)) }))
  }
}

/** Null: it is being read already. `accountId` null: of all watched accounts. Throws CallError. */
export const refreshList = (kind: Kind, accountId: AccountId | null): Promise<SyncRun | null> =>
  alone(keyOf(kind, accountId), () => call('sync.refresh', accountId === null ? { kind } : { kind, accountId }))

/** Today's figures of all watched accounts. Throws CallError. */
export const readFigures = async (): Promise<void> => {
  await alone(keyOf('figures', null), () => call('sync.pollNow'))
}

/** Whether it is under way, for this account or for all. */
export const useRefreshing = (kind: Kind | 'figures', accountId: AccountId | null): boolean =>
  useBusy(({ keys }) => keys.has(keyOf(kind, accountId)) || keys.has(keyOf(kind, null)))

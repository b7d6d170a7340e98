import { useMemo } from 'react'
import type { AccountsFound } from '../../shared/contract/figures.ts'
import type { Kept, KeptKind } from '../../shared/domain/kept.ts'
import type { Health, Status } from '../../shared/domain/connection.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Backfill } from '../../shared/domain/upkeep.ts'
import { call } from '../api.ts'
import type { Server } from './server.ts'
import { useServer } from './server.ts'

/** What more than one room shows: read once, under one key. */

/** The status counts what is open of each. */
const STATUS_EVENTS = ['status.changed', 'alerts.changed', 'suggestions.changed', 'edits.changed'] as const
export const useStatus = (): Server<Status> => useServer('app.status', () => call('app.status'), STATUS_EVENTS)

/** Without network, or a sign-in, nothing can be sent now. */
export const useUnreached = (): boolean => {
  const connection = useStatus().value?.connection
  return connection === 'offline' || connection === 'signedOut'
}

const ACCOUNT_EVENTS = ['accounts.changed'] as const
export const useAccounts = (): Server<AccountsFound> =>
  useServer('accounts.list', () => call('accounts.list'), ACCOUNT_EVENTS)

/** Of an account, by its id; undefined: it is not known, or not yet. */
export type ZoneOf = (id: AccountId | null) => string | undefined
/** By whose clock the times of an account's objects go. */
export const useZones = (): ZoneOf => {
  const rows = useAccounts().value?.rows
  return useMemo(() => {
    const zones = new Map((rows ?? []).map(({ id, zone }) => [id, zone]))
    return (id) => (id === null ? undefined : zones.get(id))
  }, [rows])
}

/** Health goes through every account: hints come many a second while a sync writes, and are followed once in a while. */
const COSTLY = 1500
const HEALTH_EVENTS = [
  'sync.changed',
  'figures.changed',
  'accounts.changed',
  'app.changed',
  'preferences.changed',
] as const
export const useHealth = (): Server<Health> =>
  useServer('health.get', () => call('health.get'), HEALTH_EVENTS, { gather: COSTLY })

const BACKFILL_EVENTS = ['sync.changed', 'accounts.changed', 'app.changed', 'preferences.changed'] as const
/** Where the reading of the past stands. */
export const useBackfill = (): Server<Backfill> =>
  useServer('backfill.get', () => call('backfill.get'), BACKFILL_EVENTS, { gather: COSTLY })

const KEPT_EVENTS = ['kept.changed', 'app.changed'] as const
/** What people keep of one kind, in their order. */
export const useKept = <Kind extends KeptKind>(kind: Kind): Server<readonly Kept<Kind>[]> =>
  useServer(`kept.list:${kind}`, async () => (await call('kept.list', { kind })) as readonly Kept<Kind>[], KEPT_EVENTS)

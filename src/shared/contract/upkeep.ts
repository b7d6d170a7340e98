import { z } from 'zod'
import type { ArrivalCurve } from '../domain/arrival.ts'
import type { Health, SyncRun } from '../domain/connection.ts'
import { KINDS } from '../domain/upkeep.ts'
import type { Backfill, Restatement } from '../domain/upkeep.ts'
import { accountId, call, localId, nothing, objectId } from './define.ts'

/** How the cache is kept: syncs, the past, health, and what Meta changed afterwards. */
export const upkeepCalls = {
  'sync.run': call<SyncRun>()(z.object({ days: z.int().min(1).max(1100) })),
  'sync.cancel': call<void>()(nothing),
  'sync.history': call<readonly SyncRun[]>()(z.object({ limit: z.int().min(1).max(500) })),
  'sync.setPaused': call<void>()(z.object({ paused: z.boolean() })),
  'sync.pollNow': call<void>()(nothing),
  /** Reads one kind of list again, of one account or of all watched ones. */
  'sync.refresh': call<SyncRun>()(z.object({ kind: z.enum(KINDS), accountId: accountId.optional() })),
  /** Accounts that one of the windows shows: they are read first. */
  'sync.onScreen': call<void>()(z.object({ accountIds: z.array(accountId).max(1000), window: localId.optional() })),
  'backfill.get': call<Backfill>()(nothing),
  'backfill.setPaused': call<void>()(z.object({ paused: z.boolean() })),

  'health.get': call<Health>()(nothing),
  'health.clearCache': call<void>()(nothing),

  /** What Meta changed after a day was over, newest first. */
  'restatements.list': call<readonly Restatement[]>()(
    z.object({
      accountId,
      objectId: objectId.optional(),
      limit: z.int().min(1).max(500),
      offset: z.int().min(0).max(1_000_000),
    }),
  ),
  /** How late the account's conversions arrive. */
  'arrivals.get': call<readonly ArrivalCurve[]>()(z.object({ accountId })),
} as const

import type { SilentPage } from '../../../shared/contract/silent.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import type { KeptEdits } from '../../../shared/domain/change-sets.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { isSilent, MOST_SILENT, SILENT_DAYS, silentChanges } from '../../../shared/domain/silent.ts'
import type { Looked, SilentChange } from '../../../shared/domain/silent.ts'
import type { TimelineCursor, TimelineEntry } from '../../../shared/domain/timeline.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Edits } from '../edits/index.ts'
import { createInOrder } from '../in-order.ts'
import { mergeOptions, readPage } from '../timeline/index.ts'
import type { Page, TimelineService } from '../timeline/index.ts'

const DAY_MS = 24 * 3_600_000
/** Meta's log may show a line some minutes after it happened. */
const LATE_MS = 15 * 60_000
/** What was looked at is forgotten long after one was last reminded of it. */
const KEPT_MS = 2 * SILENT_DAYS * DAY_MS
const PAGE = 200
/** They read everything again. */
const SYNCS: readonly SyncRun['kind'][] = ['sync', 'hourly', 'nightly']

export interface SilentService {
  list(input: Checked<'silent.list'>): Promise<SilentPage>
  seen(looked: readonly Looked[]): Promise<void>
  /** Answers and throws as `edits.make`, and where there is no token. */
  putBack(input: Checked<'silent.putBack'>): Promise<Edit>
  /** As a change set of its own. What became of it is the set's: so what is posted counts as looked at. Throws as `sets.keep`. */
  putBackMany(input: Checked<'silent.putBackMany'>): Promise<KeptEdits>
  /** Counts those that nobody has looked at: what can have come since the last time. */
  count(): Promise<void>
  /** From as far back as one is reminded: older lines of the log may have come, or other accounts. */
  countAll(): Promise<void>
  /** As it was counted last. */
  counted(): number
  /** Waits for what is being counted. */
  stop(): Promise<void>
}

/** What others changed, newest first, what became of it, and how it is put back. */
export const createSilent = ({
  context,
  link,
  edits,
  logOf,
}: {
  readonly context: WorkspaceContext
  readonly link: Pick<Link, 'mayCall' | 'token'>
  readonly edits: Pick<Edits, 'make'> & { readonly sets: Pick<Edits['sets'], 'keep'> }
  readonly logOf: TimelineService['logOf']
}): SilentService => {
  const { store, clock, emit, watched } = context
  const inOrder = createInOrder()
  let counted = 0
  /** Everything before it has been looked at; null: not counted yet. */
  let lookedUntil: Instant | null = null

  const horizon = (): Instant => clock.now() - SILENT_DAYS * DAY_MS

  const taken = async (entries: readonly TimelineEntry[]): Promise<readonly SilentChange[]> => {
    const wanted = entries.filter(isSilent)
    if (wanted.length === 0) return []
    const ids = [...new Set(wanted.map(({ objectId }) => objectId))]
    const standings = new Map((await store.standings(ids)).map((standing) => [standing.objectId, standing]))
    return silentChanges(wanted, standings)
  }

  const read = (
    accountIds: readonly AccountId[],
    since: Instant,
    cursor: TimelineCursor | null,
    limit: number,
    isWanted: (change: SilentChange) => boolean,
  ): Promise<Page<SilentChange>> =>
    readPage(
      context,
      { accountIds, objectIds: null, kinds: ['change'], since, until: null, cursor, limit },
      async (entries) => (await taken(entries.filter(({ at }) => at >= since))).filter(isWanted),
    )

  const watchedIds = async (among: readonly AccountId[]): Promise<readonly AccountId[]> =>
    (await watched()).map(({ id }) => id).filter((id) => among.length === 0 || among.includes(id))

  const countFrom = async (since: Instant): Promise<void> => {
    const ids = await watchedIds([])
    // What comes while it is counted is counted the next time.
    const logs = (await store.activitiesRead(ids)).flatMap(({ at }) => (at === null ? [] : [at]))
    const until = Math.min(clock.now(), ...logs) - LATE_MS - Math.abs(mergeOptions(context).skewMs)
    let found = 0
    let oldest = until
    let cursor: TimelineCursor | null = null
    do {
      const page: Page<SilentChange> = await read(ids, since, cursor, PAGE, ({ isNew }) => isNew)
      found += page.items.length
      oldest = Math.min(oldest, page.items.at(-1)?.at ?? Infinity)
      cursor = page.next
    } while (cursor !== null && found < MOST_SILENT)
    // Those that were not counted are still to be looked at.
    lookedUntil = cursor === null ? oldest : null
    const next = Math.min(found, MOST_SILENT)
    if (next === counted) return
    counted = next
    emit('silent.changed', null)
    emit('status.changed', null)
  }
  const count = (): Promise<void> =>
    inOrder.run('count', () => countFrom(Math.max(horizon(), lookedUntil ?? -Infinity)))

  const save = async (looked: readonly Looked[]): Promise<void> => {
    const { skewMs } = mergeOptions(context)
    const now = clock.now() + Math.max(0, skewMs)
    // The log may tell later, by Meta's clock, of what was seen by ours.
    const until = (at: Instant): Instant => Math.min(now, at + Math.max(0, skewMs))
    await store.saveLooked(
      looked.map((each) => ({ ...each, until: until(each.until) })),
      now - KEPT_MS,
    )
    emit('silent.changed', null)
    await count()
  }

  return {
    list: async ({ accountIds, onlyNew, keep, since, cursor, limit }) => {
      const ids = await watchedIds(accountIds)
      const kept = new Set(keep)
      const from = Math.max(horizon(), since ?? 0)
      const [{ items, next }, log, runs] = await Promise.all([
        read(ids, from, cursor, limit, ({ id, isNew }) => !onlyNew || isNew || kept.has(id)),
        logOf(ids),
        store.syncRuns(50),
      ])
      const synced = runs.find(({ kind, endedAt }) => SYNCS.includes(kind) && endedAt !== null)
      return { changes: items, next, log, syncedAt: synced?.startedAt ?? null }
    },

    seen: save,

    putBack: async ({ accountId, objectId, change, reason, confirmed, looked }) => {
      if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
      const edit = await edits.make({ accountId, objectId, change, reason, confirmed }, { kind: 'person' })
      // One that Meta refused is still to be looked at.
      if (edit.state !== 'rejected') await save([looked])
      return edit
    },

    putBackMany: async ({ into, edits: wanted }) => {
      const kept = await edits.sets.keep(wanted, into, { post: true, actor: { kind: 'person' } })
      const refused = new Set(kept.refused.map(({ index }) => index))
      await save(wanted.filter((_, index) => !refused.has(index)).map(({ looked }) => looked))
      return kept
    },

    count,
    countAll: () => inOrder.run('count', () => countFrom(horizon())),
    counted: () => counted,
    stop: () => inOrder.run('count', async () => undefined),
  }
}

import type { Accounts } from '../accounts/index.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Sync } from '../sync/index.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import { AUDIENCES } from '../../meta/nodes/audience.ts'
import { CREATIVES } from '../../meta/nodes/creative.ts'
import { MINIMUM_BUDGETS } from '../../meta/nodes/minimum-budgets.ts'
import { RANKINGS } from '../../meta/nodes/ranking.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { SyncFailure, SyncRun } from '../../../shared/domain/connection.ts'
import type { AccountId, AdAccount, Level } from '../../../shared/domain/objects.ts'
import { isKind } from '../../../shared/domain/upkeep.ts'
import type { Kind, KindAge, MaxAges } from '../../../shared/domain/upkeep.ts'
import { isJsonFields } from '../../../shared/domain/json.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'

const MINUTE = 60_000
/** What is not on screen is read again once a day: its lists are long and seldom looked at. */
const OFF_SCREEN_MS = 24 * 60 * MINUTE
/** A list that could not be read is not asked for with every look. */
const RETRY_MS = 15 * MINUTE

const LEVEL_OF: Partial<Readonly<Record<Kind, Level>>> = { campaigns: 'campaign', adsets: 'adset', ads: 'ad' }
const DOCUMENTS = { creatives: 'creative', audiences: 'audience', rankings: 'ranking', minimums: 'minimum' } as const
type DocumentKind = keyof typeof DOCUMENTS
const isDocumentKind = (kind: Kind): kind is DocumentKind => Object.hasOwn(DOCUMENTS, kind)

/** What accounts hold besides figures, each list as old as it may be. */
export interface Lists {
  /** Now, of one watched account or of all of them (null). */
  refresh(kind: Kind, accountId: AccountId | null): Promise<SyncRun>
  /** Reads what is older than it may be: creatives, audiences, rankings, minimum budgets and accounts; the others come with polling and syncs. */
  keepFresh(): Promise<void>
  isRunning(): boolean
  ages(accounts: readonly AdAccount[]): Promise<ReadonlyMap<AccountId, readonly KindAge[]>>
}

export const createLists = ({
  context,
  link,
  sync,
  accounts,
  maxAges,
  onScreen,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly sync: Sync
  readonly accounts: Accounts
  readonly maxAges: () => MaxAges
  readonly onScreen: () => ReadonlySet<AccountId>
}): Lists => {
  const { store, graph, clock, ids, emit, log } = context
  const triedAt = new Map<string, number>()
  let under: Promise<void> | null = null

  const readDocuments = async (kind: DocumentKind, account: AdAccount, lane: 'person' | 'backfill') => {
    const options = { lane, accountId: account.id, currency: account.currency } as const
    const found = await {
      creatives: () => graph.list(CREATIVES, account.id, options),
      audiences: () => graph.list(AUDIENCES, account.id, options),
      rankings: () => graph.list(RANKINGS, account.id, options),
      minimums: () => graph.list(MINIMUM_BUDGETS, account.id, options),
    }[kind]()
    await store.saveDocuments({
      accountId: account.id,
      kind: DOCUMENTS[kind],
      list: found.items.flatMap((item) => {
        const doc: unknown = JSON.parse(JSON.stringify(item))
        // Minimum budgets have no id of their own: there is one row of them a currency.
        return isJsonFields(doc) ? [{ id: 'id' in item ? item.id : item.currency, doc }] : []
      }),
      at: clock.now(),
      complete: found.complete && found.dropped === 0,
    })
    // Forms that are open hold their amounts to them.
    if (kind === 'minimums') emit('accounts.changed', null)
    return found
  }

  const refreshDocuments = async (kind: DocumentKind, chosen: readonly AdAccount[]): Promise<SyncRun> => {
    const callsBefore = graph.counters().calls
    const startedAt = clock.now()
    const failures: SyncFailure[] = []
    let rows = 0
    let dropped = 0
    for (const account of chosen) {
      const found = await readDocuments(kind, account, 'person')
      rows += found.items.length
      dropped += found.dropped
      if (found.failure)
        failures.push({ ...failureOf(found.failure), accountId: account.id, accountName: account.name })
    }
    const run: SyncRun = {
      id: ids.random(),
      kind: 'lists',
      trigger: 'person',
      startedAt,
      endedAt: clock.now(),
      outcome:
        failures.length === 0
          ? dropped > 0
            ? 'partly'
            : 'done'
          : failures.length < chosen.length
            ? 'partly'
            : 'failed',
      calls: graph.counters().calls - callsBefore,
      rowsRead: rows,
      rowsChanged: 0,
      rowsDropped: dropped,
      failures,
    }
    await store.saveSyncRun(run)
    emit('sync.changed', null)
    return run
  }

  const refreshAccounts = async (): Promise<SyncRun> => {
    await accounts.refresh('person')
    const run = (await store.syncRuns(20)).find(({ kind }) => kind === 'accounts')
    if (!run) throw new AppError('internal')
    return run
  }

  const due = (age: { readonly fetchedAt: Instant | null } | undefined, maxMs: number, key: string): boolean => {
    const now = clock.now()
    const tried = triedAt.get(key)
    if (tried !== undefined && Math.abs(now - tried) < RETRY_MS) return false
    const at = age?.fetchedAt ?? null
    return at === null || at > now || now - at >= maxMs
  }

  const readStale = async (): Promise<void> => {
    const watched = await context.watched()
    const ages = new Map(
      (await store.kindAges(watched.map(({ id }) => id))).map((age) => [`${age.accountId} ${age.kind}`, age]),
    )
    const fetchedAt = await store.accountsFetchedAt()
    if (due({ fetchedAt }, maxAges().accounts * MINUTE, 'accounts')) {
      triedAt.set('accounts', clock.now())
      await accounts.refresh('timer').catch((error: unknown) => {
        log.write('info', 'accounts not read', { code: failureOf(error).code })
      })
    }
    for (const account of watched) {
      for (const kind of Object.keys(DOCUMENTS) as DocumentKind[]) {
        const key = `${account.id} ${kind}`
        const maxMs = onScreen().has(account.id) ? maxAges()[kind] * MINUTE : OFF_SCREEN_MS
        if (!due(ages.get(key), maxMs, key)) continue
        triedAt.set(key, clock.now())
        const { failure } = await readDocuments(kind, account, 'backfill')
        if (failure) log.write('info', 'list not read', { kind, account: account.id, code: failure.code })
      }
    }
  }

  return {
    refresh: async (kind, accountId) => {
      if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
      if (kind === 'accounts') return refreshAccounts()
      const watched = await context.watched()
      const chosen = accountId === null ? watched : watched.filter(({ id }) => id === accountId)
      if (chosen.length === 0) throw new AppError('notFound')
      if (isDocumentKind(kind)) return refreshDocuments(kind, chosen)
      const level = LEVEL_OF[kind] ?? 'campaign'
      // One that is under way reads other things: this one waits for it.
      await sync.idle()
      return sync.carryOut(async () => ({
        kind: 'lists',
        trigger: 'person',
        accounts: chosen,
        requests: chosen.map(({ id, currency }): ReadRequest => ({ kind: 'objects', level, accountId: id, currency })),
      }))
    },

    isRunning: () => under !== null,

    keepFresh: () => {
      under ??= readStale().finally(() => {
        under = null
      })
      return under
    },

    ages: async (of) => {
      const [found, fetchedAt] = await Promise.all([store.kindAges(of.map(({ id }) => id)), store.accountsFetchedAt()])
      const own = Map.groupBy(found, ({ accountId }) => accountId)
      return new Map(
        of.map(({ id }) => [
          id,
          [
            ...(own.get(id) ?? []).flatMap(({ kind, fetchedAt: at, count }): readonly KindAge[] =>
              isKind(kind) && kind !== 'accounts' ? [{ kind, fetchedAt: at, count }] : [],
            ),
            { kind: 'accounts', fetchedAt, count: 1 },
          ],
        ]),
      )
    },
  }
}

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventName } from '../src/shared/contract/contract.ts'
import { dayIn } from '../src/shared/domain/day.ts'
import { rangeOf } from '../src/shared/domain/periods.ts'
import type { AccountId, AdAccount, Campaign, ObjectId } from '../src/shared/domain/objects.ts'
import { DEFAULT_ALERT_RULES } from '../src/shared/domain/alerts.ts'
import { DEFAULT_PREFERENCES } from '../src/shared/domain/connection.ts'
import type { Preferences } from '../src/shared/domain/connection.ts'
import { openStore } from '../src/main/db/open-store.ts'
import { createHttp } from '../src/main/http.ts'
import { createGraph } from '../src/main/meta/graph-client.ts'
import type { Clock, Http, StoredWorkspace } from '../src/main/ports.ts'
import { createLink, UNCHECKED_TOKEN } from '../src/main/services/connection/index.ts'
import type { WorkspaceContext } from '../src/main/services/context.ts'
import { createEdits } from '../src/main/services/edits/index.ts'
import type { Edits } from '../src/main/services/edits/index.ts'
import { createRunningTasks } from '../src/main/services/running.ts'

/** One workspace on a real database file and the real client of Meta, without an application around it. */
export interface TestWorkspace {
  readonly context: WorkspaceContext
  /** Names of events, in order. */
  readonly events: EventName[]
  readonly file: string
  /** Stores a day's figures of a campaign as Meta would send them, and that the account was read to its end. */
  figures(rows: readonly TestFigures[], options?: { readonly at?: number; readonly partial?: boolean }): Promise<void>
  close(): Promise<void>
}

export interface TestFigures {
  readonly campaign: Pick<Campaign, 'id' | 'accountId' | 'objective'>
  readonly day: string
  /** Decimal text in the account's currency. */
  readonly spend: string
  readonly impressions: number
  readonly clicks: number
  readonly results?: number
}

/** An address where nobody listens any more: a call fails there as it does without network. */
const nowhere = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

export const testAccount = (given: Partial<AdAccount> = {}): AdAccount => ({
  id: 'act_101',
  name: 'Atelier',
  currency: 'USD',
  zone: 'Europe/Berlin',
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: null,
  balance: null,
  spendCap: null,
  tasks: null,
  sources: [{ kind: 'personal' }],
  ...given,
})

export const testCampaign = (id: ObjectId, given: Partial<Campaign> = {}): Campaign => ({
  id,
  accountId: 'act_101',
  name: `Campaign ${id}`,
  objective: 'OUTCOME_SALES',
  status: 'ACTIVE',
  effectiveStatus: 'ACTIVE',
  budget: { kind: 'daily', amount: 100_000_000 },
  bidStrategy: null,
  startTime: null,
  stopTime: null,
  createdTime: null,
  updatedTime: null,
  ...given,
})

export const createTestWorkspace = async ({
  clock,
  accounts = [testAccount()],
  campaigns = [],
  graphUrl: given,
  http = createHttp(fetch),
  token = 'a token of the test world',
  dir,
  preferences = () => DEFAULT_PREFERENCES,
}: {
  readonly clock: Clock
  readonly accounts?: readonly AdAccount[]
  readonly campaigns?: readonly Campaign[]
  readonly graphUrl?: string
  readonly http?: Http
  readonly token?: string
  /** Where the database lies; a new folder that goes with the workspace when not given. */
  readonly dir?: string
  readonly preferences?: () => Preferences
}): Promise<TestWorkspace> => {
  const graphUrl = given ?? (await nowhere())
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'buydesk-')))
  const file = join(folder, 'workspace.db')
  const log = { write: () => undefined }
  const ids = { random: () => randomBytes(16).toString('base64url') }
  const events: EventName[] = []
  const store = await openStore({
    file,
    dataThread: new URL('../src/main/data-thread.ts', import.meta.url),
    log,
    clock,
  })
  const graph = createGraph({
    http,
    clock,
    ids,
    log,
    secrets: { token: async () => token, appSecret: async () => null },
    baseUrl: graphUrl,
    version: 'v26.0',
    appId: null,
  })
  await store.saveAccounts(accounts, clock.now(), false)
  await store.watchAccounts(
    accounts.map(({ id }) => id),
    true,
  )
  for (const campaign of campaigns) await store.saveObjects('campaign', [campaign], clock.now())

  let stored: StoredWorkspace = {
    id: 'w1',
    name: 'Test',
    kind: 'meta',
    setup: 'done',
    signInBy: 'dialog',
    personName: null,
    graphUrl,
    dialogUrl: graphUrl,
    ratesUrl: `${graphUrl}/rates`,
    graphVersion: 'v26.0',
    appId: null,
    configId: null,
    alertRules: DEFAULT_ALERT_RULES,
    pollingPaused: false,
    backfillPaused: false,
    demo: null,
  }
  const watched: WorkspaceContext['watched'] = async () =>
    (await store.accounts([])).filter((account) => account.watched)
  const context: WorkspaceContext = {
    id: 'w1',
    store,
    sink: store.sink,
    graph,
    clock,
    ids,
    log,
    emit: (name) => void events.push(name),
    stored: () => stored,
    preferences,
    update: (patch) => {
      stored = { ...stored, ...patch }
    },
    watched,
    ranges: async (period) => {
      const today = dayIn(graph.now())
      return (await watched()).map(({ id: accountId, zone }) => ({ accountId, ...rangeOf(period, today(zone)) }))
    },
  }

  const actionOf: Readonly<Record<string, string>> = { OUTCOME_SALES: 'omni_purchase', OUTCOME_LEADS: 'lead' }
  return {
    context,
    events,
    file,
    figures: async (rows, { at = clock.now(), partial = false } = {}) => {
      const spans = new Map<AccountId, { since: string; until: string }>()
      for (const { campaign, day } of rows) {
        const span = spans.get(campaign.accountId) ?? { since: day, until: day }
        spans.set(campaign.accountId, {
          since: day < span.since ? day : span.since,
          until: day > span.until ? day : span.until,
        })
      }
      for (const [accountId, range] of spans) {
        const data = rows
          .filter(({ campaign }) => campaign.accountId === accountId)
          .map(({ campaign, day, spend, impressions, clicks, results }) => ({
            campaign_id: campaign.id,
            objective: campaign.objective,
            date_start: day,
            date_stop: day,
            spend,
            impressions: String(impressions),
            clicks: String(clicks),
            actions: results
              ? [{ action_type: actionOf[campaign.objective] ?? 'link_click', value: String(results) }]
              : [],
          }))
        const [outcome] = await store.sink({
          body: new TextEncoder().encode(JSON.stringify({ data })),
          batch: false,
          status: 200,
          requests: [{ request: { kind: 'insights', level: 'campaign', accountId, ...range }, first: true }],
          receivedAt: at,
        })
        if ((outcome as { rows?: number } | undefined)?.rows !== data.length)
          throw new Error('the rows were not understood')
        await store.saveCoverage({ accountId, kind: 'insights', level: 'campaign', range, at, partial })
      }
    },
    close: async () => {
      await store.close()
      if (dir === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The one path of edits, on a line to Meta of its own. */
export const createTestEdits = (context: WorkspaceContext): Edits =>
  createEdits({
    context,
    link: createLink({ ...context, initial: UNCHECKED_TOKEN }),
    running: createRunningTasks({ ids: context.ids, changed: () => undefined }),
  })

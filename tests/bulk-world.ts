import type { WantedEdit } from '../src/shared/domain/change-sets.ts'
import type { ChangeSet } from '../src/shared/domain/change-sets.ts'
import type { Edit } from '../src/shared/domain/edits.ts'
import type { AdAccount, Campaign } from '../src/shared/domain/objects.ts'
import type { Clock, Http } from '../src/main/ports.ts'
import type { Edits } from '../src/main/services/edits/index.ts'
import { DEMO_SYSTEM_TOKEN } from '../src/sandbox/demo-app.ts'
import type { Sandbox } from '../src/sandbox/server.ts'
import { createTestEdits, createTestWorkspace, testAccount, testCampaign } from './workspace.ts'
import type { TestWorkspace } from './workspace.ts'

/** Campaigns of one account in the sandbox, to be changed by the dozen. */
export interface BulkCampaigns {
  readonly account: AdAccount
  readonly campaigns: readonly Campaign[]
}

/** `place`: of the account that has the most of them, the one after it, and so on. */
export const bulkCampaigns = (sandbox: Sandbox, most: number, place = 0): BulkCampaigns => {
  const theirs = sandbox.world.accounts
    .filter(({ status, tasks, currency }) => status === 1 && tasks.includes('ADVERTISE') && currency === 'USD')
    .map((account) => ({
      account,
      found: account.campaigns.filter(
        ({ status, budget, endDay }) => status === 'ACTIVE' && budget?.kind === 'daily' && endDay === Infinity,
      ),
    }))
    .toSorted((a, b) => b.found.length - a.found.length)[place]
  if (!theirs || theirs.found.length < 3) throw new Error('the sandbox has no account to try this on')
  const account = testAccount({ id: theirs.account.id, name: theirs.account.name })
  const campaigns = theirs.found.slice(0, most).map(({ id, name, budget }) =>
    testCampaign(id, {
      accountId: account.id,
      name,
      budget: { kind: 'daily', amount: (budget?.minor ?? 0) * 10_000 },
    }),
  )
  return { account, campaigns }
}

export const amountOf = ({ budget }: Campaign): number => budget?.amount ?? 0

/** Each campaign's daily budget so much higher. */
export const raised = (campaigns: readonly Campaign[], by = 1_000_000): readonly WantedEdit[] =>
  campaigns.map((campaign) => ({
    accountId: campaign.accountId,
    objectId: campaign.id,
    change: { field: 'dailyBudget', before: amountOf(campaign), after: amountOf(campaign) + by },
    reason: '',
  }))

export interface OpenDesk {
  readonly workspace: TestWorkspace
  readonly edits: Edits
  readonly set: (id: string) => Promise<ChangeSet | undefined>
  readonly editsOf: (id: string) => Promise<readonly Edit[]>
}

/** A desk over these campaigns, and `others` of other accounts: its database is in `dir`, whoever opened it before. */
export const openDesk = async (
  { account, campaigns }: BulkCampaigns,
  {
    clock,
    graphUrl,
    dir,
    http,
    others = [],
  }: { clock: Clock; graphUrl: string; dir: string; http?: Http; others?: readonly BulkCampaigns[] },
): Promise<OpenDesk> => {
  const workspace = await createTestWorkspace({
    clock,
    accounts: [account, ...others.map((other) => other.account)],
    campaigns: [...campaigns, ...others.flatMap((other) => other.campaigns)],
    graphUrl,
    token: DEMO_SYSTEM_TOKEN,
    dir,
    ...(http ? { http } : {}),
  })
  const edits = createTestEdits(workspace.context)
  return {
    workspace,
    edits,
    set: async (id) => (await edits.shownSets()).find((one) => one.id === id),
    editsOf: (setId) => edits.inSet({ setId, offset: 0, limit: 1000 }),
  }
}

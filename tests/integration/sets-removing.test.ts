import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AD } from '../../src/main/meta/nodes/ad.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import type { WantedEdit } from '../../src/shared/domain/change-sets.ts'
import type { Campaign } from '../../src/shared/domain/objects.ts'
import { bulkCampaigns, openDesk, raised } from '../bulk-world.ts'
import type { BulkCampaigns, OpenDesk } from '../bulk-world.ts'
import { createRealClock } from '../clock-real.ts'

/** Many objects are archived and deleted as a set: drafts first, told apart from others, and nothing leads back. */

const PERSON = { kind: 'person' } as const
let sandbox: Sandbox
let dir: string
let world: BulkCampaigns
let desk: OpenDesk

/** More than are read at once. */
const MANY = 52

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, now: Date.now, size: { campaigns: 200 } })
  world = bulkCampaigns(sandbox, MANY)
  dir = await mkdtemp(join(tmpdir(), 'buydesk-removing-'))
  desk = await openDesk(world, { clock: createRealClock(), graphUrl: sandbox.url, dir })
})
afterEach(async () => {
  await desk.edits.stop()
  await desk.workspace.close()
  await sandbox.stop()
  await rm(dir, { recursive: true, force: true })
})

const removing = (campaigns: readonly Campaign[], after: 'ARCHIVED' | 'DELETED'): readonly WantedEdit[] =>
  campaigns.map(({ id, accountId, status }) => ({
    accountId,
    objectId: id,
    change: { field: 'status', before: status, after },
    reason: '',
  }))
const pending = async ({ id }: Campaign) =>
  (await desk.workspace.context.store.campaign(id, { since: '2026-01-01', until: '2026-01-01' }))?.pending
const statusAt = async ({ id }: Campaign) => (await desk.edits.values(id)).values.status
const counts = async (id: string) => (await desk.set(id))?.counts

it('is kept, counted and marked as what it is, posted, and cannot be undone', async () => {
  const [a, b, c, d] = world.campaigns
  if (!a || !b || !c || !d) throw new Error('too few campaigns')
  const { edits } = desk
  const { setId } = await edits.sets.keep(
    [...removing([a, b], 'DELETED'), ...removing([c], 'ARCHIVED'), ...raised([d])],
    { name: 'Autumn' },
    { post: false, actor: PERSON },
  )
  const final = async () => (await edits.sets.toSend({ what: 'post', setId })).map((one) => one.final)
  expect([await counts(setId), await final()]).toMatchObject([{ drafts: 4 }, [3]])
  expect([await pending(a), await pending(c), await pending(d)]).toEqual(['deleted', 'archived', 'draft'])
  // A draft that becomes another one is no longer what it was.
  const pause = { field: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
  const paused = { accountId: b.accountId, objectId: b.id, change: pause, reason: '' }
  await edits.sets.keep([paused], { setId }, { post: false, actor: PERSON })
  expect([await pending(b), await final()]).toEqual(['draft', [2]])
  // What a colleague changed meanwhile is in conflict: it is not posted, and not counted with what is.
  sandbox.colleague.change(a.id, { status: 'PAUSED' })
  expect(await edits.sets.post(setId)).toBe(4)
  await vi.waitFor(async () => expect(await counts(setId)).toMatchObject({ confirmed: 3, conflicts: 1 }), {
    timeout: 30_000,
  })
  expect([await statusAt(a), await statusAt(b), await statusAt(c)]).toEqual(['PAUSED', 'PAUSED', 'ARCHIVED'])
  expect([await pending(a), await final()]).toEqual(['conflict', []])
  expect(await edits.sets.resolve(setId, 'mine')).toHaveLength(1)
  expect([await pending(a), await final()]).toEqual(['deleted', [1]])
  await edits.sets.post(setId)
  await vi.waitFor(async () => expect(await counts(setId)).toMatchObject({ confirmed: 4, final: 2 }), {
    timeout: 30_000,
  })
  expect(await statusAt(a)).toBe('DELETED')

  // What leads back is undone, the rest stays as it is.
  const undone = await edits.sets.undo({ setId }, 'Back')
  expect(undone?.kept).toBe(2)
  await vi.waitFor(async () => expect(await counts(undone?.setId ?? '')).toMatchObject({ confirmed: 2 }), {
    timeout: 30_000,
  })
  expect([await statusAt(a), await statusAt(b), await statusAt(c)]).toEqual(['DELETED', 'ACTIVE', 'ARCHIVED'])
})

it('goes from the inside out over the whole set, however far apart the edits are in it', async () => {
  const { edits, workspace } = desk
  const { store, graph } = workspace.context
  expect(world.campaigns).toHaveLength(MANY)
  const [outer] = world.campaigns
  const ads = sandbox.world.accounts
    .flatMap(({ campaigns }) => campaigns)
    .filter(({ id }) => id === outer?.id)
    .flatMap(({ adsets }) => adsets.flatMap((adset) => adset.ads))
  const accountId = world.account.id
  const ad = await graph.get(AD, ads[0]?.id ?? '', { lane: 'person', accountId })
  if (!ad) throw new Error('no ad')
  await store.saveObjects('ad', [ad], Date.now())
  const change = { field: 'status', before: ad.status, after: 'ARCHIVED' } as const
  const { setId } = await edits.sets.keep(
    [...removing(world.campaigns, 'ARCHIVED'), { accountId, objectId: ad.id, change, reason: '' }],
    { name: 'All of it' },
    { post: true, actor: PERSON },
  )
  await vi.waitFor(async () => expect(await counts(setId)).toMatchObject({ queued: 0, underWay: 0 }), {
    timeout: 60_000,
  })
  expect(await counts(setId)).toMatchObject({ confirmed: MANY + 1, rejected: 0 })
  const seqOf = async (edit: { readonly id: string }) => (await edits.journal(edit.id)).at(-1)?.seq ?? 0
  const all = await desk.editsOf(setId)
  const last = await Promise.all(all.map(seqOf))
  expect(Math.min(...last)).toBe(last[all.findIndex(({ objectId }) => objectId === ad.id)])
})

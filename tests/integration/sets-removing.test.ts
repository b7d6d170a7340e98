import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
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

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, now: Date.now })
  world = bulkCampaigns(sandbox, 6)
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
  expect(await edits.sets.resolve(setId, 'mine')).toBe(1)
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

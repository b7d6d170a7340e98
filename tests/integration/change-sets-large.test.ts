import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { MOST_KEPT } from '../../src/shared/domain/change-sets.ts'
import type { Edits } from '../../src/main/services/edits/index.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { bulkCampaigns, openDesk, raised } from '../bulk-world.ts'
import { createRealClock } from '../clock-real.ts'
import { createTestEdits, testCampaign } from '../workspace.ts'

/** As many as a suite has time for; `BUYDESK_SET=50000` for as many as a table may have. */
const SIZE = Number(process.env['BUYDESK_SET'] ?? 3 * MOST_KEPT)
const CALLS = Math.ceil(SIZE / MOST_KEPT)
/** Of the sandbox, to be posted in the middle of the others. */
const POSTED = 12
const BY = { post: false, actor: { kind: 'person' } } as const

it(
  'a set of many thousands reads each edit once, whatever is done with it, and a few of it are posted for what they are',
  { timeout: Infinity },
  async () => {
    const sandbox = await startSandbox({ port: 0, now: Date.now })
    const world = bulkCampaigns(sandbox, POSTED)
    const others = Array.from({ length: SIZE - POSTED }, (_, i) =>
      testCampaign(String(770_000_000 + i), { accountId: world.account.id }),
    )
    const dir = await mkdtemp(join(tmpdir(), 'buydesk-large-'))
    const desk = await openDesk(world, { clock: createRealClock(), graphUrl: sandbox.url, dir })
    const { context } = desk.workspace
    const { store } = context
    await store.saveObjects('campaign', others, context.clock.now())
    /** Edits that were read of the database since the last question. */
    let read = 0
    const counted = <Of extends readonly unknown[]>(rows: Of): Of => {
      read += rows.length
      return rows
    }
    const edits: Edits = createTestEdits({
      ...context,
      store: {
        ...store,
        setEdits: async (which) => counted(await store.setEdits(which)),
        setFrom: async (which) => {
          const stretch = await store.setFrom(which)
          counted(stretch.edits)
          return stretch
        },
        draftsFor: async (id, ids) => counted(await store.draftsFor(id, ids)),
        editsById: async (ids) => counted(await store.editsById(ids)),
      },
    })
    const reads = (): number => {
      const since = read
      read = 0
      return since
    }
    const wanted = raised([...others.slice(0, SIZE / 2), ...world.campaigns, ...others.slice(SIZE / 2)])
    const counts = async () => (await edits.shownSets()).find((set) => set.name === 'Large')?.counts

    let into: { readonly name: string } | { readonly setId: string } = { name: 'Large' }
    for (let call = 0; call < CALLS; call++) {
      const some = wanted.slice(call * MOST_KEPT, (call + 1) * MOST_KEPT)
      const { setId, kept } = await edits.sets.keep(some, into, BY)
      expect([kept, reads()]).toEqual([some.length, 0])
      into = { setId }
    }
    const setId = 'setId' in into ? into.setId : ''
    // The same again takes the drafts' places, and looks at these alone.
    await edits.sets.keep(wanted.slice(0, MOST_KEPT), into, BY)
    expect(reads()).toBe(Math.min(SIZE, MOST_KEPT))
    expect([await counts(), reads()]).toMatchObject([{ drafts: SIZE, queued: 0, faulty: 0 }, 0])

    const page = await edits.inSet({ setId, offset: SIZE - 100, limit: 100 })
    expect(page.map(({ objectId }) => objectId)).toEqual(wanted.slice(-100).map(({ objectId }) => objectId))
    const some = (await edits.inSet({ setId, offset: SIZE - 1000, limit: 1000 })).map(({ id }) => id)
    reads()
    expect([await edits.sets.withdraw(some), await edits.sets.restore(some)]).toEqual([some.length, some.length])
    expect(reads()).toBe(2 * some.length)

    const posted = new Set(world.campaigns.map(({ id }) => id))
    const middle = await edits.inSet({ setId, offset: SIZE / 2, limit: POSTED })
    const mine = middle.filter(({ objectId }) => posted.has(objectId))
    expect(mine).toHaveLength(POSTED)
    reads()
    expect(
      await edits.sets.post(
        setId,
        mine.map(({ id }) => id),
      ),
    ).toBe(POSTED)
    await vi.waitFor(async () => expect(await counts()).toMatchObject({ confirmed: POSTED, queued: 0, underWay: 0 }), {
      timeout: 30_000,
    })
    await vi.waitFor(() => expect(edits.isPosting()).toBe(false))
    // To post them, and to know that there is nothing more.
    expect(reads()).toBe(2 * POSTED)
    expect([(await edits.sets.discard(setId)).length, reads()]).toEqual([SIZE - POSTED, SIZE - POSTED])
    expect(await counts()).toMatchObject({ drafts: 0, confirmed: POSTED })
    expect(await store.verifyJournal()).toMatchObject({ intact: true })

    await edits.stop()
    await desk.edits.stop()
    await desk.workspace.close()
    await sandbox.stop()
    await rm(dir, { recursive: true, force: true })
  },
)

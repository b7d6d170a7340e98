import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { canMount, mountDisk, setImmutable } from './disk.ts'
import type { SmallDisk } from './disk.ts'
import { LOCALES } from '../../src/shared/domain/connection.ts'
import { errorSentence } from '../../src/shared/words/words.ts'
import { campaignsOf } from '../campaigns.ts'
import type { CampaignsAsked } from '../campaigns.ts'

/** A disk that fills up, cannot be written or loses what was on it, under the whole core. */

let world: World
let disk: SmallDisk | null = null
let file: string
let id: string

/** A demo workspace that has read two accounts for 30 days; `megabytes`: on a disk of its own. */
const open = async (megabytes: number | null): Promise<void> => {
  world = await createTestApp({
    prepare: async (dataDir) => {
      if (megabytes !== null) disk = mountDisk(dataDir, megabytes)
    },
  })
  ;({ workspaceId: id } = await world.call('signIn.demo'))
  file = join(world.dataDir, `${id}.sqlite`)
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, 2)
    .map((row) => row.id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  await world.call('sync.setPaused', { paused: true })
}
afterEach(async () => {
  await world.app.stop()
  disk?.unmount()
  disk = null
  await world.dispose()
})

const overview = () => world.call('overview.get', { period: 'last30d' })
const ALL: Omit<CampaignsAsked, 'limit'> = {
  period: 'last30d',
  accountIds: [],
  statuses: ['ACTIVE'],
  search: '',
  sort: { by: 'spend', direction: 'descending' },
  offset: 0,
}
const PAUSE = { field: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
const pauseOne = async () => {
  const [row] = (await campaignsOf(world.call, { ...ALL, limit: 1 })).rows
  const about = { accountId: row?.accountId ?? '', objectId: row?.id ?? '' }
  return world.call('edits.make', { ...about, change: PAUSE, reason: '' })
}

/** True while the database still finds room for something. */
const grow = async (): Promise<boolean> => {
  try {
    await world.call('accounts.watch', { ids: [`act_${Math.floor(performance.now() * 1000)}`], watched: true })
    return true
  } catch {
    return false
  }
}

const MOUNTS = canMount()
const WHY_NOT = MOUNTS ? '' : ' (left out: no disk of its own can be mounted here, which takes root)'

describe.skipIf(!MOUNTS)(`a disk that fills up${WHY_NOT}`, () => {
  it('while a sync writes: said in the history, nothing lost, and goes on once there is room', async () => {
    await open(64)
    expect(await pauseOne()).toMatchObject({ state: 'confirmed' })
    const before = await overview()
    disk?.fill(200_000)
    await world.clock.advance(1000)
    const run = await world.call('sync.run', { days: 400 })
    expect(['partly', 'failed']).toContain(run.outcome)
    expect(run.failures.map(({ code }) => code)).toContain('diskFull')
    expect((await world.call('sync.history', { limit: 1 }))[0]).toEqual(run)
    for (const locale of LOCALES) {
      const said = run.failures.map((failure) => errorSentence(locale, failure)).join(' ')
      expect(said).toMatch(locale === 'en' ? /disk is full.*Free some space/ : /Диск заполнен.*Освободите место/)
    }
    // Meta is there, only the disk is not.
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect((await overview()).totals.figures.impressions).toBeGreaterThanOrEqual(before.totals.figures.impressions ?? 0)
    expect(await world.call('journal.check')).toEqual({ intact: true, rows: 3 })

    // Not a byte is left: polling fails in words, tick after tick, and nothing breaks.
    disk?.free()
    disk?.fill(0)
    await world.call('sync.setPaused', { paused: false })
    await world.advance(120_000)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect((await overview()).accounts).toHaveLength(2)

    disk?.free()
    await world.advance(120_000)
    expect(await world.call('app.status')).toMatchObject({ lastFailure: null })
    expect(await world.call('sync.run', { days: 400 })).toMatchObject({ outcome: 'done', failures: [] })
    expect(await world.call('journal.check')).toEqual({ intact: true, rows: 3 })
    await world.restart()
    expect((await world.call('app.state')).notices).toEqual([])
    expect((await world.call('health.get')).database.insightRows).toBeGreaterThan(5000)
  })

  it('before a sync, without room for a word: said all the same, and written down once there is room', async () => {
    await open(64)
    disk?.fill(0)
    // What the log had room for is used up too.
    while (await grow()) disk?.fill(0)
    await expect(world.call('sync.run', { days: 400 })).rejects.toThrow('diskFull')
    const [told] = await world.call('sync.history', { limit: 1 })
    expect(told).toMatchObject({ kind: 'sync', outcome: 'failed', failures: [{ code: 'diskFull' }] })
    expect((await world.call('app.status')).running).toEqual([])
    disk?.free()
    await world.clock.advance(1000)
    expect(await world.call('sync.run', { days: 7 })).toMatchObject({ outcome: 'done' })
    await world.restart()
    expect((await world.call('sync.history', { limit: 2 })).map(({ outcome }) => outcome)).toEqual(['done', 'failed'])
  })

  it('before an edit: refused before anything is sent', async () => {
    await open(64)
    disk?.fill(0)
    world.sandbox().resetCalls()
    await expect(pauseOne()).rejects.toThrow('diskFull')
    expect(Object.keys(world.sandbox().calls().byPath).filter((path) => path.startsWith('POST'))).toEqual([])
    disk?.free()
    expect(await pauseOne()).toMatchObject({ state: 'confirmed' })
    expect(await world.call('journal.check')).toMatchObject({ intact: true })
  })

  it('while a set is posted: said at the set, and it goes on by itself once there is room', async () => {
    await open(64)
    const { rows } = await campaignsOf(world.call, { ...ALL, limit: 5 })
    await world.call('demo.set', { online: false, speed: 1 })
    const { setId } = await world.call('sets.keep', {
      into: { name: 'No room' },
      edits: rows.map(({ id: objectId, accountId }) => ({ accountId, objectId, change: PAUSE, reason: '' })),
      post: true,
    })
    await world.advance(1000)
    const set = async () => (await world.call('sets.list')).find((one) => one.id === setId)
    expect(await set()).toMatchObject({ waits: { for: 'network' }, counts: { queued: rows.length } })
    disk?.fill(0)
    while (await grow()) disk?.fill(0)
    await world.call('demo.set', { online: true, speed: 1 })
    await world.advance(30_000)
    expect(await set()).toMatchObject({ waits: { for: 'trouble' }, counts: { queued: rows.length } })
    expect(Object.keys(world.sandbox().calls().byPath).filter((path) => /^POST \d+$/.test(path))).toEqual([])
    disk?.free()
    await world.advance(30_000)
    expect(await set()).toMatchObject({ waits: null, counts: { confirmed: rows.length, queued: 0 } })
    expect(await world.call('journal.check')).toMatchObject({ intact: true })
  })

  it('before the program starts: it starts all the same, and shows what it has', async () => {
    await open(64)
    const before = await overview()
    await world.restart({ meanwhile: () => disk?.fill(0) })
    const { notices } = await world.call('app.state')
    if (notices.length === 0) expect((await overview()).totals).toEqual(before.totals)
    else {
      expect(notices).toMatchObject([{ code: 'diskFull' }])
      await expect(overview()).rejects.toThrow('diskFull')
    }
    disk?.free()
    await world.call('workspaces.switch', { id })
    await world.call('app.dismissNotices')
    expect((await overview()).totals).toEqual(before.totals)
    expect(await world.call('sync.run', { days: 7 })).toMatchObject({ outcome: 'done' })
  })
})

describe.skipIf(!MOUNTS)(`a disk that may only be read${WHY_NOT}`, () => {
  it('is said at start; with rights again everything is there', async () => {
    await open(64)
    const before = await overview()
    await world.restart({
      meanwhile: () => {
        expect(disk?.setReadOnly(true)).toBe(true)
      },
    })
    expect((await world.call('app.state')).notices).toMatchObject([
      { code: 'databaseReadOnly', data: { file: `${id}.sqlite`, workspace: 'Demo' } },
    ])
    await expect(overview()).rejects.toThrow('databaseReadOnly')
    await expect(world.call('app.status')).rejects.toThrow('databaseReadOnly')
    expect(disk?.setReadOnly(false)).toBe(true)
    await world.call('workspaces.switch', { id })
    await world.quiet()
    expect((await overview()).totals).toEqual(before.totals)
  })
})

const immutable = await (async () => {
  const probe = join(tmpdir(), `buydesk-immutable-${process.pid}`)
  await writeFile(probe, '')
  const can = setImmutable(probe, true)
  if (can) setImmutable(probe, false)
  await rm(probe)
  return can
})()

describe.skipIf(!immutable)(
  `a file that may only be read${immutable ? '' : ' (left out: chattr +i cannot be used here)'}`,
  () => {
    it('is said at start, not touched, and opens once it may be written', async () => {
      await open(null)
      const before = await overview()
      await world.restart({
        meanwhile: () => {
          expect(setImmutable(file, true)).toBe(true)
        },
      })
      try {
        expect((await world.call('app.state')).notices).toMatchObject([{ code: 'databaseReadOnly' }])
        await expect(overview()).rejects.toThrow('databaseReadOnly')
      } finally {
        setImmutable(file, false)
      }
      await world.call('workspaces.switch', { id })
      await world.quiet()
      expect((await overview()).totals).toEqual(before.totals)
    })
  },
)

describe('a database that is damaged while it is open', () => {
  it('is said in words that name the way out, and is set aside at the next start', async () => {
    await open(null)
    // Everything into the file, and the pages that the open connections remember are out of date.
    const other = new Database(file)
    other.pragma('user_version = 1')
    other.pragma('wal_checkpoint(TRUNCATE)')
    other.close()
    const fd = openSync(file, 'r+')
    const garbage = Buffer.alloc(4096, 'not a page ')
    for (let at = 4096; at < statSync(file).size; at += 4096) writeSync(fd, garbage, 0, 4096, at)
    closeSync(fd)

    await expect(overview()).rejects.toThrow('databaseCorrupt')
    await expect(world.call('sync.run', { days: 1 })).rejects.toThrow('databaseCorrupt')
    const failure = { code: 'databaseCorrupt', data: { file: `${id}.sqlite` } } as const
    expect(errorSentence('en', failure)).toContain('Restart Buydesk')
    expect(errorSentence('ru', failure)).toContain('Перезапустите Buydesk')
    await world.call('sync.setPaused', { paused: false })
    await world.advance(90_000)
    // What needs no database goes on.
    expect(await world.call('app.state')).toMatchObject({ workspaces: [{ id }] })

    await world.restart()
    const { notices } = await world.call('app.state')
    expect(notices).toMatchObject([{ code: 'databaseCorrupt', data: { aside: `${id}.sqlite.corrupt-1` } }])
    expect(readdirSync(world.dataDir)).toContain(`${id}.sqlite.corrupt-1`)
    expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
  })
})

import { readdir, writeFile, mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { HARD_NAMES } from '../../src/sandbox/names.ts'
import { campaignsOf } from '../campaigns.ts'

let world: World
let id: string
let file: string

/** A demo workspace whose set-up is done, watching every running account. */
beforeEach(async () => {
  world = await createTestApp()
  ;({ workspaceId: id } = await world.call('signIn.demo'))
  const { rows } = await world.call('accounts.list')
  await world.call('accounts.watch', {
    ids: rows.filter(({ status }) => status === 'ACTIVE').map((row) => row.id),
    watched: true,
  })
  file = join(world.dataDir, `${id}.sqlite`)
})
afterEach(() => world.dispose())

const removeDatabase = async (): Promise<void> => {
  for (const part of ['', '-wal', '-shm']) await rm(file + part, { force: true })
}

describe('a database that cannot be used', () => {
  it('from the future is left alone, and said so', async () => {
    await world.restart({
      meanwhile: () => {
        const db = new Database(file)
        db.pragma('user_version = 9999')
        db.close()
      },
    })
    const { notices, workspaces } = await world.call('app.state')
    expect(notices).toMatchObject([{ code: 'databaseNewer', data: { file: `${id}.sqlite`, workspace: 'Demo' } }])
    expect(workspaces).toHaveLength(1)
    await expect(world.call('accounts.list')).rejects.toThrow('databaseNewer')
    await expect(world.call('workspaces.switch', { id })).resolves.toBeUndefined()
    await world.call('app.dismissNotices')
    expect((await world.call('app.state')).notices).toEqual([])
    const db = new Database(file, { readonly: true })
    expect(db.pragma('user_version', { simple: true })).toBe(9999)
    db.close()
  })

  it('that is damaged is set aside, and a new one begins', async () => {
    await world.restart({
      meanwhile: async () => {
        await removeDatabase()
        await writeFile(file, 'this was a database once '.repeat(1000))
      },
    })
    const { notices } = await world.call('app.state')
    expect(notices).toMatchObject([{ code: 'databaseCorrupt', data: { aside: `${id}.sqlite.corrupt-1` } }])
    expect(await readdir(world.dataDir)).toContain(`${id}.sqlite.corrupt-1`)
    expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
  })

  it('that cannot be written is said so, and opens once it can be', async () => {
    await world.restart({
      meanwhile: async () => {
        await removeDatabase()
        await mkdir(file)
      },
    })
    expect((await world.call('app.state')).notices).toMatchObject([{ code: 'databaseReadOnly' }])
    await expect(world.call('overview.get', { period: 'today' })).rejects.toThrow('databaseReadOnly')
    await rm(file, { recursive: true })
    await world.call('workspaces.switch', { id })
    expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
  })
})

describe('the world around', () => {
  it('a port that another program has taken: the demo moves to another', async () => {
    await world.call('workspaces.finishSetup')
    await world.quiet()
    const before = world.sandbox().port
    const other = createServer()
    await world.restart({ meanwhile: () => new Promise((done) => other.listen(before, '127.0.0.1', done)) })
    await world.quiet()
    expect(world.sandbox().port).not.toBe(before)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    await new Promise((done) => other.close(done))
  })

  it('an account list that is HTML hides no account that was seen', async () => {
    world.sandboxFaults([{ match: /adaccounts|ad_accounts/, kind: 'html' }])
    await world.call('accounts.refresh').catch(() => undefined)
    const { rows } = await world.call('accounts.list')
    expect(rows).toHaveLength(12)
    const [run] = await world.call('sync.history', { limit: 1 })
    expect(['failed', 'partly']).toContain(run?.outcome)
    expect(run?.failures.length).toBeGreaterThan(0)
  })

  it('an account that cannot be read fails alone', async () => {
    await world.call('workspaces.finishSetup')
    await world.quiet()
    const { rows } = await world.call('accounts.list')
    const hidden = rows.find(({ watched }) => watched)?.id
    world.sandboxFaults([{ match: new RegExp(`^${hidden}/`), kind: 'notJson' }])
    const run = await world.call('sync.run', { days: 1 })
    expect(run.outcome).toBe('partly')
    expect(run.failures.every(({ accountId }) => accountId === hidden)).toBe(true)
  })

  it('names with emoji, right-to-left text, quotes, HTML and 400 characters arrive whole', async () => {
    await world.call('workspaces.finishSetup')
    await world.quiet()
    const page = await campaignsOf(world.call, {
      period: 'last30d',
      accountIds: [],
      statuses: [],
      search: '',
      sort: { by: 'name', direction: 'ascending' },
      offset: 0,
      limit: 500,
    })
    const names = new Set(page.rows.map(({ name }) => name))
    expect(HARD_NAMES.filter((name) => !names.has(name))).toEqual([])
    for (const name of HARD_NAMES) {
      const found = await campaignsOf(world.call, {
        period: 'last30d',
        accountIds: [],
        statuses: [],
        search: name.slice(0, 200),
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 10,
      })
      expect(found.rows.map((row) => row.name)).toContain(name)
    }
  })
})

describe('calls with input that is not allowed', () => {
  it('are refused before anything is done', async () => {
    await expect(world.call('accounts.watch', { ids: ["act_1' OR 1=1"], watched: true })).rejects.toThrow('badInput')
    await expect(world.call('sync.run', { days: 100_000 })).rejects.toThrow('badInput')
    await expect(world.call('workspaces.rename', { id, name: ' ' })).rejects.toThrow('badInput')
    await expect(world.call('workspaces.switch', { id: 'unknown' })).rejects.toThrow('notFound')
    await expect(world.call('app.openLink', { link: 'adsManager', accountId: 'javascript:alert(1)' })).rejects.toThrow(
      'badInput',
    )
    await expect(world.call('campaigns.get', { id: '1', period: 'today' })).rejects.toThrow('notFound')
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { campaignsOf } from '../campaigns.ts'

let world: World
let accountIds: string[]

/** All running accounts of one currency, read for a month. */
beforeEach(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  accountIds = rows.filter(({ status, currency }) => status === 'ACTIVE' && currency === 'USD').map(({ id }) => id)
  await world.call('accounts.watch', { ids: accountIds, watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
})
afterEach(() => world.dispose())

const campaign = async (id: string) => (await world.call('campaigns.get', { id, period: 'last7d' })).row

describe('from figures to decisions', () => {
  it('opens alerts, shows them in the tray and as one notification, and resolves them by itself', async () => {
    await world.restart({ offFor: 6 * 3_600_000 })
    await world.advance(60_000)
    const { open } = await world.call('alerts.list')
    expect(open.length).toBeGreaterThan(0)
    expect(world.notices().length).toBeGreaterThan(0)
    // The tray follows the alerts; nobody waits for it.
    await expect
      .poll(() => world.tray())
      .toMatchObject({
        count: open.length,
        severity: open.some(({ severity }) => severity === 'bad') ? 'bad' : 'warn',
      })
    const status = await world.call('app.status')
    expect(status.openAlerts.bad + status.openAlerts.warn + status.openAlerts.info).toBe(open.length)

    world.notices()[0]?.onClick()
    await world.quiet()
    expect(world.events.at(-1)).toMatchObject({ name: 'app.open', detail: { room: 'alerts' } })

    const [rule] = await world.call('alerts.rules')
    if (!rule) throw new Error('No rule')
    await world.call('alerts.saveRule', { ...rule, enabled: false })
    const after = await world.call('alerts.list')
    expect(after.open).toEqual([])
    expect(after.resolved.length).toBeGreaterThanOrEqual(open.length)
    await expect.poll(() => world.tray()).toMatchObject({ count: 0, severity: 'none' })
  })

  it('suggests, applies through the journal, reads back, and takes it back', async () => {
    const strategy = await world.call('strategies.save', {
      name: 'Stop loss',
      currency: 'USD',
      accountIds,
      status: 'active',
      form: {
        minCtr: 0.05,
        maxCpc: 100_000,
        targetCpm: 5_000_000,
        budgetThreshold: 1_000_000,
        window: 'last7d',
        pauseLowPerformers: true,
        increaseBudget: false,
        adjustBidding: false,
        expandAudience: false,
      },
    })
    const run = await world.call('strategies.run', { id: strategy.id })
    expect(run.proposed).toBeGreaterThan(0)
    const open = (await world.call('suggestions.list')).filter(({ status }) => status === 'open')
    const [first] = open
    if (!first) throw new Error('No suggestion')
    expect(first.evidence.length).toBeGreaterThan(0)
    expect((await world.call('app.status')).openSuggestions).toBe(open.length)

    const edit = await world.call('suggestions.apply', { id: first.id })
    expect(edit).toMatchObject({
      state: 'confirmed',
      objectId: first.objectId,
      change: { field: 'status', after: 'PAUSED' },
    })
    expect((await world.call('edits.journal', { editId: edit.id })).map(({ state }) => state)).toEqual([
      'queued',
      'sent',
      'confirmed',
    ])
    expect(await world.call('journal.check')).toMatchObject({ intact: true })
    expect(await campaign(first.objectId)).toMatchObject({ status: 'PAUSED', pending: null })

    expect(await world.call('edits.undo', { id: edit.id })).toMatchObject({
      state: 'confirmed',
      change: { after: 'ACTIVE' },
    })
    expect(await campaign(first.objectId)).toMatchObject({ status: 'ACTIVE' })
  })

  it('finds out after a restart what became of an edit whose answer was lost', async () => {
    const page = await campaignsOf(world.call, {
      period: 'today',
      accountIds: [],
      statuses: ['ACTIVE'],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      offset: 0,
      limit: 1,
    })
    const [row] = page.rows
    if (!row) throw new Error('No campaign')
    world.sandboxFaults([
      { match: new RegExp(`^${row.id}$`), method: 'POST', kind: 'dropAfterApply' },
      // It is read once before it is sent.
      { match: new RegExp(`^${row.id}$`), method: 'GET', kind: 'drop', after: 1 },
    ])
    const edit = await world.call('edits.make', {
      accountId: row.accountId,
      objectId: row.id,
      change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
      reason: 'test',
    })
    expect(edit.state).toBe('unknown')
    expect((await world.call('app.status')).unsettledEdits).toBe(1)
    world.sandboxFaults([])
    await world.restart()
    await world.quiet()
    expect((await world.call('edits.list', { limit: 1 }))[0]).toMatchObject({ id: edit.id, state: 'confirmed' })
    expect((await world.call('app.status')).unsettledEdits).toBe(0)
  })
})

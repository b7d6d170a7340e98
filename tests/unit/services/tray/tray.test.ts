import { beforeEach, describe, expect, it } from 'vitest'
import type { Alert } from '../../../../src/shared/domain/alerts.ts'
import type { Locale } from '../../../../src/shared/domain/connection.ts'
import type { Notice, TrayMenuItem, TrayView } from '../../../../src/main/ports.ts'
import { createTray } from '../../../../src/main/services/tray/index.ts'
import type { Tray, TrayWorkspace } from '../../../../src/main/services/tray/index.ts'
import { testWorth } from '../../../worth.ts'

const alert = (id: string, given: Partial<Alert> = {}): Alert => ({
  id,
  kind: 'spendWithoutResult',
  severity: 'warn',
  accountId: 'act_1',
  accountName: 'Atelier',
  objectId: '1',
  objectName: `Campaign ${id}`,
  currency: 'USD',
  atRisk: 10_000_000,
  evidence: {
    kind: 'spendWithoutResult',
    spend: 10_000_000,
    dailyBudget: 20_000_000,
    results: 0,
    day: '2026-05-04',
    asOf: 0,
  },
  openedAt: 0,
  updatedAt: 0,
  acknowledgedAt: null,
  resolvedAt: null,
  resolution: null,
  ...given,
})
const workspace = (id: string, given: Partial<TrayWorkspace> = {}): TrayWorkspace => ({
  id,
  name: `Workspace ${id}`,
  active: id === 'a',
  pollingPaused: false,
  offline: false,
  alerts: [],
  spentToday: [],
  resultsToday: null,
  dataAt: null,
  worth: testWorth,
  ...given,
})

let workspaces: TrayWorkspace[]
let locale: Locale
let notifications: boolean
let did: string[]
let views: TrayView[]
let notices: Notice[]
let tray: Tray

beforeEach(() => {
  workspaces = []
  locale = 'en'
  notifications = true
  did = []
  views = []
  notices = []
  tray = createTray({
    shell: {
      tray: (view) => void views.push(view),
      notify: (notice) => void notices.push(notice),
      showWindow: () => void did.push('show'),
      quit: () => void did.push('quit'),
    },
    emit: (name, detail) => void did.push(`${name} ${JSON.stringify(detail)}`),
    log: { write: (_level, message) => void did.push(message) },
    locale: () => locale,
    notifications: () => notifications,
    workspaces: async () => workspaces,
    switchTo: (id) => void did.push(`switch ${id}`),
    setPaused: (id, paused) => {
      did.push(`${paused ? 'pause' : 'resume'} ${id}`)
      workspaces = workspaces.map((one) => (one.id === id ? { ...one, pollingPaused: paused } : one))
    },
  })
})

const last = (): TrayView => {
  const view = views.at(-1)
  if (!view) throw new Error('nothing was shown')
  return view
}
const item = (label: string, among: TrayView['menu'] = last().menu): TrayMenuItem => {
  const found = among.find((one) => one?.label.includes(label))
  if (!found) throw new Error(`no ${label} in ${among.map((one) => one?.label).join(', ')}`)
  return found
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the tray', () => {
  it('is there before any workspace is', async () => {
    await tray.refresh()
    expect(last()).toMatchObject({ severity: 'none', count: 0, tooltip: 'Buydesk' })
    expect(last().menu.map((one) => one?.label)).toEqual(['No open alerts', undefined, 'Show Buydesk', 'Quit'])
    item('Quit').run?.()
    item('Show').run?.()
    expect(did).toEqual(['quit', 'show'])
  })

  it('adds up what all workspaces spent today, by currency, with the oldest age', async () => {
    const at = (time: string): number => new Date(`2026-05-04T${time}`).getTime()
    workspaces = [
      workspace('a', {
        spentToday: [
          { currency: 'USD', spend: 50_000_000 },
          { currency: 'JPY', spend: 1_200_000_000 },
        ],
        resultsToday: 3,
        dataAt: at('14:05:00'),
      }),
      workspace('b', {
        spentToday: [{ currency: 'USD', spend: 2_100_000 }],
        resultsToday: null,
        dataAt: at('13:59:00'),
        offline: true,
        alerts: [alert('x')],
      }),
    ]
    await tray.refresh()
    const [spent, results, alerts, state] = last().tooltip.split('\n')
    expect(spent).toBe('Spent today: ¥1,200 · $52.10')
    expect(results).toBe('3 results')
    expect(alerts).toBe('1 open alert')
    expect(state).toMatch(/^as of (13:59|01:59\sPM), offline$/)
    locale = 'ru'
    await tray.refresh()
    expect(last().tooltip).toContain('3 результата')
    expect(item('Выйти')).toBeDefined()
  })

  it('says that nothing was measured instead of zero', async () => {
    workspaces = [workspace('a')]
    await tray.refresh()
    expect(last().tooltip).toBe('Nothing measured today yet\nNo open alerts')
  })

  it('never has a tooltip longer than the system shows, nor half a character', async () => {
    const currencies = ['USD', 'EUR', 'GBP', 'KZT', 'JPY']
    workspaces = [
      workspace('a', {
        name: '👩‍👩‍👧‍👦'.repeat(40),
        spentToday: currencies.map((currency) => ({ currency, spend: 123_456_789_000_000 })),
        resultsToday: 1_234_567,
        dataAt: 0,
        offline: true,
        alerts: [alert('x', { objectName: '👩‍👩‍👧‍👦'.repeat(40) })],
      }),
    ]
    await tray.refresh()
    expect(last().tooltip.length).toBeLessThanOrEqual(127)
    for (const { label } of [item('Spend'), ...(item('Workspaces').items ?? []).filter((one) => one !== null)]) {
      expect(label.length).toBeLessThanOrEqual(60)
      expect(label).toMatch(/👩‍👩‍👧‍👦…$/u)
    }
  })

  it('shows the worst severity and the riskiest alerts of all workspaces', async () => {
    workspaces = [
      workspace('a', { alerts: Array.from({ length: 4 }, (_, i) => alert(`a${i}`, { atRisk: i * 1_000_000 })) }),
      workspace('b', {
        alerts: [
          alert('b1', { atRisk: 99_000_000, severity: 'bad', objectName: 'R&D' }),
          alert('t', { kind: 'tokenExpiring', evidence: { kind: 'tokenExpiring', days: 3 } }),
        ],
      }),
    ]
    await tray.refresh()
    expect(last()).toMatchObject({ severity: 'bad', count: 6 })
    expect(
      last()
        .menu.slice(0, 6)
        .map((one) => one?.label),
    ).toEqual([
      'The token expires soon',
      'Spend without result: R&&D',
      'Spend without result: Campaign a3',
      'Spend without result: Campaign a2',
      'Spend without result: Campaign a1',
      '1 more in the alert list',
    ])
  })

  it('leads from an alert to its place, in its workspace', async () => {
    workspaces = [
      workspace('a', { alerts: [alert('mine', { atRisk: 1 })] }),
      workspace('b', { alerts: [alert('theirs')] }),
    ]
    await tray.refresh()
    item('theirs').run?.()
    await settled()
    expect(did).toEqual(['switch b', 'show', 'app.open {"room":"alerts","id":"theirs"}'])
    did = []
    item('mine').run?.()
    await settled()
    expect(did).toEqual(['show', 'app.open {"room":"alerts","id":"mine"}'])
  })

  it('switches workspaces', async () => {
    workspaces = [workspace('a'), workspace('b')]
    await tray.refresh()
    const { items = [] } = item('Workspaces')
    expect(items.map((one) => [one?.label, one?.checked])).toEqual([
      ['Workspace a', true],
      ['Workspace b', false],
    ])
    items[1]?.run?.()
    await settled()
    expect(did).toEqual(['switch b', 'show'])
  })

  it('pauses all polling and resumes it', async () => {
    workspaces = [workspace('a'), workspace('b', { pollingPaused: true })]
    await tray.refresh()
    item('Pause polling').run?.()
    await settled()
    expect(did).toEqual(['pause a', 'pause b'])
    did = []
    item('Resume polling').run?.()
    await settled()
    expect(did).toEqual(['resume a', 'resume b'])
    expect(item('Pause polling')).toBeDefined()
  })

  it('shows the last state of many changes at once, and outlives a failure', async () => {
    workspaces = [workspace('a')]
    const first = tray.refresh()
    workspaces = [workspace('a', { alerts: [alert('x')] })]
    await Promise.all([first, tray.refresh(), tray.refresh()])
    expect(last().count).toBe(1)
    expect(views.length).toBeLessThanOrEqual(2)
    workspaces = [workspace('a', { spentToday: [{ currency: 'not a currency', spend: 1 }] })]
    await tray.refresh()
    expect(did).toEqual(['tray: refresh failed'])
    workspaces = []
    await tray.refresh()
    expect(last().count).toBe(0)
  })
})

describe('a notification', () => {
  it('names a single alert and leads to it', async () => {
    workspaces = [workspace('a')]
    await tray.refresh()
    tray.notify({ id: 'a', name: 'A' }, [alert('x')])
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatchObject({
      title: 'Spend without result: Campaign x',
      body: 'Atelier: $10.00 spent of $20.00 daily budget today (50%), no result yet.',
    })
    notices[0]?.onClick()
    await settled()
    expect(did).toEqual(['show', 'app.open {"room":"alerts","id":"x"}'])
  })

  it('is one for many', async () => {
    tray.notify({ id: 'b', name: 'B' }, [alert('x'), alert('y')])
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatchObject({
      title: '2 new alerts',
      body: 'Spend without result: Campaign x\nSpend without result: Campaign y',
    })
    notices[0]?.onClick()
    await settled()
    expect(did).toEqual(['switch b', 'show', 'app.open {"room":"alerts","id":null}'])
  })

  it('is not shown to who wants none, nor for nothing', () => {
    tray.notify({ id: 'a', name: 'A' }, [])
    notifications = false
    tray.notify({ id: 'a', name: 'A' }, [alert('x')])
    expect(notices).toEqual([])
  })
})

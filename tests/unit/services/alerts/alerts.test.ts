import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Alert } from '../../../../src/shared/domain/alerts.ts'
import { DEFAULT_ALERT_RULES } from '../../../../src/shared/domain/alerts.ts'
import { NO_TOKEN } from '../../../../src/shared/domain/connection.ts'
import type { TokenState } from '../../../../src/shared/domain/connection.ts'
import { createAlerts } from '../../../../src/main/services/alerts/index.ts'
import type { Alerts } from '../../../../src/main/services/alerts/index.ts'
import { words } from '../../../../src/shared/words/words.ts'
import { createVirtualClock } from '../../../clock.ts'
import { testWorth } from '../../../worth.ts'
import { createTestWorkspace, testAccount, testCampaign } from '../../../workspace.ts'
import type { TestFigures, TestWorkspace } from '../../../workspace.ts'

// Real database threads on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const NOON = Date.parse('2026-05-04T10:00:00Z')
const HOUR = 3_600_000
const TODAY = '2026-05-04'
const ONE = testCampaign('1')
const TWO = testCampaign('2')
const REACH = testCampaign('3', { objective: 'OUTCOME_AWARENESS' })
const YEN = testCampaign('4', { accountId: 'act_202', budget: { kind: 'daily', amount: 10_000_000_000 } })

let workspace: TestWorkspace
let alerts: Alerts
let notified: (readonly Alert[])[]
let clock: ReturnType<typeof createVirtualClock>

beforeEach(async () => {
  clock = createVirtualClock(NOON)
  workspace = await createTestWorkspace({
    clock,
    accounts: [testAccount(), testAccount({ id: 'act_202', name: 'Tokyo', currency: 'JPY', zone: 'Asia/Tokyo' })],
    campaigns: [ONE, TWO, REACH, YEN],
  })
  notified = []
  alerts = createAlerts(workspace.context, {
    worth: async () => testWorth,
    onOpened: (opened) => notified.push(opened),
  })
})
afterEach(() => workspace.close())

const spent = (campaign: TestFigures['campaign'], spend: string, results = 0, day = TODAY): TestFigures => ({
  campaign,
  day,
  spend,
  impressions: 5000,
  clicks: 40,
  results,
})
const open = async (): Promise<readonly Alert[]> => (await alerts.list()).open
const resolutions = async () => (await alerts.list()).resolved.map(({ objectId, resolution }) => [objectId, resolution])

describe('spend without result', () => {
  it('opens several at once as one notification, by money at risk', async () => {
    await workspace.figures([spent(ONE, '60'), spent(TWO, '120'), spent(REACH, '90'), spent(YEN, '20000')])
    await alerts.evaluate()
    expect((await open()).map(({ objectId, severity, atRisk }) => [objectId, severity, atRisk])).toEqual([
      ['4', 'bad', 20_000_000_000],
      ['2', 'bad', 120_000_000],
      ['1', 'warn', 60_000_000],
    ])
    expect(notified).toHaveLength(1)
    expect(notified[0]).toHaveLength(3)
    expect(await alerts.counts()).toEqual({ info: 0, warn: 1, bad: 2 })
    expect(workspace.events).toEqual(['alerts.changed'])
  })

  it('stays itself while it grows, and is told once', async () => {
    await workspace.figures([spent(ONE, '60')])
    await alerts.evaluate()
    const [first] = await open()
    await workspace.figures([spent(ONE, '110')])
    await alerts.evaluate()
    await alerts.evaluate()
    const [second] = await open()
    expect(second).toMatchObject({ id: first?.id, severity: 'bad', atRisk: 110_000_000, openedAt: first?.openedAt })
    expect(notified).toHaveLength(1)
    expect(workspace.events).toEqual(['alerts.changed', 'alerts.changed'])
  })

  it('resolves with a result and does not come back', async () => {
    await workspace.figures([spent(ONE, '60'), spent(TWO, '45')])
    await alerts.evaluate()
    expect((await open()).map(({ objectId }) => objectId)).toEqual(['1'])
    await workspace.figures([spent(ONE, '65', 1), spent(TWO, '45')])
    await alerts.evaluate()
    expect(await open()).toEqual([])
    expect(await resolutions()).toEqual([['1', 'result']])
  })

  it('resolves when the campaign was paused, although the figures are old by then', async () => {
    await workspace.figures([spent(ONE, '60')])
    await alerts.evaluate()
    await clock.advance(HOUR)
    await alerts.evaluate()
    expect(await open()).toHaveLength(1)
    await workspace.context.store.saveObjects(
      'campaign',
      [{ ...ONE, status: 'PAUSED', effectiveStatus: 'PAUSED' }],
      clock.now(),
    )
    await alerts.evaluate()
    expect(await resolutions()).toEqual([['1', 'notDelivering']])
  })

  it("ends with the account's day, and the new day is judged by itself", async () => {
    await workspace.figures([spent(ONE, '60')])
    await alerts.evaluate()
    await clock.advance(12 * HOUR)
    await workspace.figures([spent(ONE, '0', 0, '2026-05-05')])
    await alerts.evaluate()
    expect(await resolutions()).toEqual([['1', 'newDay']])
    await workspace.figures([spent(ONE, '55', 0, '2026-05-05')])
    await alerts.evaluate()
    expect(await open()).toHaveLength(1)
    expect(notified).toHaveLength(2)
  })

  it('does nothing on stale, partial or missing figures', async () => {
    await alerts.evaluate()
    await workspace.figures([spent(ONE, '80')], { at: NOON - 11 * 60_000 })
    await alerts.evaluate()
    await workspace.figures([spent(ONE, '80')], { partial: true })
    await alerts.evaluate()
    expect(await open()).toEqual([])
    await workspace.figures([spent(ONE, '80')])
    await alerts.evaluate()
    await workspace.figures([spent(ONE, '80', 3)], { partial: true })
    await alerts.evaluate()
    expect(await open()).toHaveLength(1)
  })

  it('resolves what is no longer watched', async () => {
    await workspace.figures([spent(ONE, '60')])
    await alerts.evaluate()
    await workspace.context.store.watchAccounts(['act_101'], false)
    await alerts.evaluate()
    expect(await resolutions()).toEqual([['1', 'notDelivering']])
  })

  it('is acknowledged once, and stays in the list', async () => {
    await workspace.figures([spent(ONE, '60')])
    await alerts.evaluate()
    const id = (await open())[0]?.id ?? ''
    await clock.advance(1000)
    await alerts.acknowledge(id)
    await clock.advance(1000)
    await alerts.acknowledge(id)
    await workspace.figures([spent(ONE, '130')])
    await alerts.evaluate()
    expect((await open())[0]).toMatchObject({ id, acknowledgedAt: NOON + 1000, severity: 'bad' })
    expect(notified).toHaveLength(1)
    await expect(alerts.acknowledge('nothing')).rejects.toMatchObject({ code: 'notFound' })
  })

  it('follows the rule as it is saved', async () => {
    await workspace.figures([spent(ONE, '30')])
    await alerts.evaluate()
    expect(alerts.rules()).toEqual(DEFAULT_ALERT_RULES)
    const [rule] = DEFAULT_ALERT_RULES
    if (!rule) throw new Error('no rule')
    await alerts.saveRule({ ...rule, openShare: 0.3, resolveShare: 0.2 })
    expect(await open()).toHaveLength(1)
    expect(await alerts.saveRule({ ...rule, enabled: false })).toEqual([{ ...rule, enabled: false }])
    expect(await resolutions()).toEqual([['1', 'ruleOff']])
    expect(workspace.context.stored().alertRules).toEqual([{ ...rule, enabled: false }])
  })

  it('opens one alert when two evaluations meet', async () => {
    await workspace.figures([spent(ONE, '60')])
    await Promise.all([alerts.evaluate(), alerts.evaluate(), alerts.evaluate()])
    expect(await open()).toHaveLength(1)
    expect(notified).toHaveLength(1)
  })
})

describe('connection', () => {
  const token = (given: Partial<TokenState>): TokenState => ({
    ...NO_TOKEN,
    status: 'valid',
    kind: 'longLived',
    checkedAt: NOON,
    ...given,
  })
  const inDays = (days: number): number => clock.now() + days * 86_400_000

  it('warns at 14, 7, 3 and 1 days, once each, under one id', async () => {
    for (const days of [20, 14, 13, 8, 7, 5, 3, 2, 1, 0]) await alerts.token(token({ expiresAt: inDays(days) }))
    expect(notified.map(([alert]) => alert?.evidence)).toEqual(
      [14, 7, 3, 1].map((days) => ({ kind: 'tokenExpiring', days })),
    )
    expect(new Set(notified.map(([alert]) => alert?.id)).size).toBe(1)
    expect(await open()).toHaveLength(1)
    await alerts.token(token({ expiresAt: inDays(60) }))
    expect(await resolutions()).toEqual([[null, 'connection']])
  })

  it('warns again at the next step where the last was acknowledged', async () => {
    await alerts.token(token({ expiresAt: inDays(10) }))
    await alerts.acknowledge((await open())[0]?.id ?? '')
    await alerts.token(token({ expiresAt: inDays(9) }))
    expect((await open())[0]?.acknowledgedAt).not.toBeNull()
    await alerts.token(token({ expiresAt: inDays(3) }))
    expect((await open())[0]).toMatchObject({ acknowledgedAt: null, severity: 'bad' })
    expect(notified).toHaveLength(2)
  })

  it('tells a dead token until it lives again; not knowing changes nothing', async () => {
    await alerts.token(token({ status: 'unchecked' }))
    expect(await open()).toEqual([])
    await alerts.token(token({ status: 'expired', expiresAt: NOON - 1 }))
    await alerts.token(token({ status: 'unchecked' }))
    expect((await open()).map(({ kind }) => kind)).toEqual(['tokenInvalid'])
    await alerts.token(token({}))
    expect(await open()).toEqual([])
  })

  it('warns of the consent that runs out by itself, at the same steps and once more when it has', async () => {
    for (const days of [20, 14, 13, 7, 3, 2, 1, 0, -1, -5]) {
      await alerts.token(token({ expiresAt: inDays(50), dataAccessExpiresAt: inDays(days) }))
    }
    expect(notified.map(([alert]) => alert?.evidence)).toEqual(
      [14, 7, 3, 1, -1].map((days) => ({ kind: 'dataAccessExpiring', days })),
    )
    const texts = (['en', 'ru'] as const).map((locale) =>
      notified.flat().map((alert) => words(locale).alertBody(alert)),
    )
    expect(texts[0]).toEqual([
      expect.stringMatching(/^14 days left: .*Sign in again.*the token itself goes on/),
      expect.stringMatching(/^7 days left: /),
      expect.stringMatching(/^3 days left: /),
      expect.stringMatching(/^1 day left: /),
      expect.stringMatching(/has run out.*Sign in again/),
    ])
    expect(texts[1]?.[3]).toMatch(/^Остался 1 день: /)
    expect(await open()).toHaveLength(1)
    await alerts.token(token({ expiresAt: inDays(50), dataAccessExpiresAt: inDays(90) }))
    expect(await open()).toEqual([])
  })

  it('tells of a checkpoint while it lasts, also of a token that could not be checked for it', async () => {
    const failure = { code: 'checkpoint', data: {} } as const
    await alerts.token(token({ status: 'unchecked', failure }))
    await alerts.token(token({ failure }))
    expect((await open()).map(({ kind, severity }) => [kind, severity])).toEqual([['checkpoint', 'bad']])
    expect(notified).toHaveLength(1)
    await alerts.token(token({ status: 'unchecked' }))
    expect(await open()).toHaveLength(1)
    await alerts.token(token({}))
    expect(await open()).toEqual([])
  })

  it('says nothing of a token that somebody took away, but of one that is gone', async () => {
    await alerts.token(token({ expiresAt: inDays(2) }))
    await alerts.token(NO_TOKEN)
    expect(await open()).toEqual([])
    await alerts.token({ ...NO_TOKEN, failure: { code: 'tokenMissing', data: {} } })
    expect((await open()).map(({ kind }) => kind)).toEqual(['tokenInvalid'])
  })

  it('stands before the campaigns, and no evaluation touches it', async () => {
    await workspace.figures([spent(ONE, '60')])
    await alerts.connection('syncFailing', { severity: 'warn', days: null })
    await alerts.connection('syncFailing', { severity: 'warn', days: null })
    await alerts.evaluate()
    expect((await open()).map(({ kind }) => kind)).toEqual(['syncFailing', 'spendWithoutResult'])
    expect(notified).toHaveLength(2)
    await alerts.connection('syncFailing', null)
    expect((await open()).map(({ kind }) => kind)).toEqual(['spendWithoutResult'])
  })
})

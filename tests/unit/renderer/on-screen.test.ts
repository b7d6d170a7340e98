import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { showAccounts, watchVisibility } from '../../../src/renderer/stores/on-screen.ts'
import { leaveWorkspace } from '../../../src/renderer/stores/workspace.ts'

const told: (readonly string[])[] = []
let answer: { readonly ok: boolean } = { ok: true }
const page = Object.assign(new EventTarget(), { hidden: false })

beforeEach(() => {
  vi.useFakeTimers()
  told.length = 0
  answer = { ok: true }
  page.hidden = false
  const bridge = {
    invoke: (_: string, { accountIds }: { readonly accountIds: readonly string[] }) => {
      told.push(accountIds)
      return Promise.resolve({ value: undefined, code: 'noWorkspace', data: {}, ...answer })
    },
  }
  Object.assign(globalThis, { window: { buydesk: bridge }, document: page })
})
afterEach(async () => {
  showAccounts('table', null)
  showAccounts('inspector', null)
  await vi.runAllTimersAsync()
  vi.useRealTimers()
})

test('what several places show is told as one list, once it stays', async () => {
  showAccounts('table', ['act_2', 'act_1'])
  showAccounts('table', ['act_3', 'act_1'])
  showAccounts('inspector', ['act_1'])
  await vi.runAllTimersAsync()
  showAccounts('table', ['act_1', 'act_3'])
  await vi.runAllTimersAsync()
  expect(told).toEqual([['act_1', 'act_3']])
  showAccounts('table', null)
  await vi.runAllTimersAsync()
  expect(told.at(-1)).toEqual(['act_1'])
})

test('a hidden window shows nothing, and says so again when it is back', async () => {
  const stop = watchVisibility()
  showAccounts('table', ['act_1'])
  await vi.runAllTimersAsync()
  page.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  await vi.runAllTimersAsync()
  page.hidden = false
  page.dispatchEvent(new Event('visibilitychange'))
  await vi.runAllTimersAsync()
  expect(told).toEqual([['act_1'], [], ['act_1']])
  stop()
})

test('a refused one and another workspace are told again', async () => {
  answer = { ok: false }
  showAccounts('table', ['act_1'])
  await vi.runAllTimersAsync()
  answer = { ok: true }
  showAccounts('inspector', ['act_1'])
  await vi.runAllTimersAsync()
  leaveWorkspace()
  await vi.runAllTimersAsync()
  expect(told).toEqual([['act_1'], ['act_1'], ['act_1']])
})

test('never more than the main side takes', async () => {
  showAccounts(
    'table',
    Array.from({ length: 1200 }, (_, at) => `act_${at}`),
  )
  await vi.runAllTimersAsync()
  expect(told[0]).toHaveLength(1000)
})

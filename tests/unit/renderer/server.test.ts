import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventName } from '../../../src/shared/contract/contract.ts'
import { CallError } from '../../../src/renderer/api.ts'
import { attach, entryOf } from '../../../src/renderer/stores/server.ts'
import { leaveWorkspace } from '../../../src/renderer/stores/workspace.ts'

type Listener = (name: EventName, detail: null) => void
const listeners = new Set<Listener>()
const emit = (name: EventName): void => {
  for (const listener of listeners) listener(name, null)
}

beforeEach(() => {
  const bridge = {
    on: (listener: Listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  Object.assign(globalThis, { window: { buydesk: bridge } })
})
afterEach(() => listeners.clear())

/** A reading that ends when told to. */
const gate = <T>(): { promise: Promise<T>; open: (value: T) => void; fail: (error: unknown) => void } => {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  return { promise, open: resolve, fail: reject }
}
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
}

const EVENTS = ['figures.changed'] as const

test('many hints while a reading is under way become one more reading, never two at once', async () => {
  const gates = [gate<number>(), gate<number>()]
  let begun = 0
  let atOnce = 0
  let most = 0
  const detach = attach(
    'a',
    async () => {
      const mine = gates[begun++]
      most = Math.max(most, ++atOnce)
      const value = await mine?.promise
      atOnce -= 1
      return value
    },
    EVENTS,
  )
  for (let hint = 0; hint < 50; hint++) emit('figures.changed')
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(begun).toBe(1)
  gates[0]?.open(1)
  await until(() => begun === 2)
  expect(entryOf('a').value).toBe(1)
  gates[1]?.open(2)
  await until(() => entryOf('a').value === 2)
  expect({ begun, most }).toEqual({ begun: 2, most: 1 })
  detach()
})

test('a value stays when reading it again fails, beside the failure', async () => {
  const answers: (() => Promise<string>)[] = [
    async () => 'first',
    async () => {
      throw new CallError('offline', {})
    },
  ]
  const detach = attach('b', () => answers.shift()?.() ?? Promise.resolve('later'), EVENTS)
  await until(() => entryOf('b').value === 'first')
  emit('figures.changed')
  await until(() => entryOf('b').failure !== null)
  expect(entryOf('b')).toMatchObject({ value: 'first', failure: { code: 'offline', data: {} } })
  detach()
})

test('what another workspace answers late is dropped and read again', async () => {
  const late = gate<string>()
  const answers = [late.promise, Promise.resolve('of the new workspace')]
  const detach = attach('c', () => answers.shift() ?? Promise.resolve('more'), EVENTS)
  leaveWorkspace()
  late.open('of the old workspace')
  await until(() => entryOf('c').value !== undefined)
  expect(entryOf('c').value).toBe('of the new workspace')
  detach()
})

test('nothing is read for a key that nobody shows', async () => {
  let begun = 0
  const detach = attach('d', async () => ++begun, EVENTS)
  await until(() => entryOf('d').value === 1)
  detach()
  emit('figures.changed')
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(begun).toBe(1)
  expect(listeners.size).toBe(0)
})

test('hints for what costs much are gathered, and none is lost', async () => {
  vi.useFakeTimers()
  let readings = 0
  const detach = attach('costly', () => Promise.resolve(++readings), EVENTS, 1000)
  await vi.advanceTimersByTimeAsync(0)
  for (let hint = 0; hint < 99; hint++) {
    emit('figures.changed')
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(readings).toBe(1)
  await vi.advanceTimersByTimeAsync(10)
  expect(readings).toBe(2)
  emit('figures.changed')
  await vi.advanceTimersByTimeAsync(1000)
  expect(entryOf('costly').value).toBe(3)
  detach()
  vi.useRealTimers()
})

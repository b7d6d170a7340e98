import { beforeEach, describe, expect, it } from 'vitest'
import { createStates } from '../../../../src/main/services/sign-in/states.ts'
import type { States } from '../../../../src/main/services/sign-in/states.ts'

const MINUTE = 60_000

describe('sign-in states', () => {
  let now = 0
  let count = 0
  let states: States

  beforeEach(() => {
    now = 1_000
    count = 0
    states = createStates({
      clock: { now: () => now, uptime: () => now, after: () => () => undefined },
      ids: { random: () => `state-${++count}` },
    })
  })

  it('accepts what it issued, once', () => {
    const state = states.issue()
    states.consume(state)
    expect(() => states.consume(state)).toThrow('stateReused')
  })

  it('keeps two sign-ins apart', () => {
    const first = states.issue()
    const second = states.issue()
    expect(first).not.toBe(second)
    states.consume(second)
    states.consume(first)
  })

  it('refuses a missing and a foreign one', () => {
    states.issue()
    expect(() => states.consume(null)).toThrow('stateMissing')
    expect(() => states.consume('')).toThrow('stateMissing')
    expect(() => states.consume('somebody-else')).toThrow('stateWrong')
  })

  it('lives ten minutes, and a late one is spent too', () => {
    const inTime = states.issue()
    const late = states.issue()
    now += 10 * MINUTE
    states.consume(inTime)
    now += 1
    expect(() => states.consume(late)).toThrow('stateLate')
    expect(() => states.consume(late)).toThrow('stateReused')
  })

  it('does not live longer because the clock was set back', () => {
    const state = states.issue()
    now -= 11 * MINUTE
    expect(() => states.consume(state)).toThrow('stateLate')
  })
})

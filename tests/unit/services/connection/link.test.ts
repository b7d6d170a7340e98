import { beforeEach, describe, expect, it } from 'vitest'
import { createLink, inLightOf, UNCHECKED_TOKEN } from '../../../../src/main/services/connection/index.ts'
import type { Link } from '../../../../src/main/services/connection/index.ts'
import { NO_TOKEN } from '../../../../src/shared/domain/connection.ts'
import type { TokenState } from '../../../../src/shared/domain/connection.ts'
import { AppError } from '../../../../src/shared/errors.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 4, 4, 12)
const GOOD: TokenState = { ...NO_TOKEN, status: 'valid', kind: 'longLived', expiresAt: NOON + 10 * HOUR }

let metaNow: number
/** What Meta says of the token next. */
let answer: TokenState | ErrorCode
let changes: number
let link: Link

const open = (initial: TokenState): Link => {
  metaNow = NOON
  answer = GOOD
  changes = 0
  const opened = createLink({
    graph: {
      now: () => metaNow,
      tokenState: async () => {
        if (typeof answer === 'string') throw new AppError(answer)
        return answer
      },
    },
    log: { write: () => undefined },
    emit: () => undefined,
    initial,
  })
  opened.onChange(() => changes++)
  return opened
}
beforeEach(() => {
  link = open(UNCHECKED_TOKEN)
})

describe('a token that should have ended', () => {
  it('is not given up before Meta was asked, and calls are still made', async () => {
    await link.check()
    metaNow = NOON + 11 * HOUR
    expect([link.token().status, link.mayCall(), link.connection()]).toEqual(['unchecked', true, 'online'])
    metaNow = NOON
    expect(link.token().status).toBe('valid')
    metaNow = NOON + 11 * HOUR
    answer = { ...GOOD, status: 'expired' }
    expect(await link.check()).toBe(true)
    expect([link.token().status, link.mayCall(), link.connection()]).toEqual(['expired', false, 'signedOut'])
  })
})

describe('a checkpoint', () => {
  it('keeps token and connection, is told while it lasts, and ends with the first call that Meta takes', async () => {
    await link.check()
    const before = changes
    link.saw(new AppError('checkpoint', { subcode: 459 }))
    expect([link.token().status, link.mayCall(), link.connection()]).toEqual(['valid', true, 'online'])
    expect(link.token().failure).toMatchObject({ code: 'checkpoint', data: { subcode: 459 } })
    link.saw(new AppError('checkpoint'))
    expect(changes).toBe(before + 1)
    // Neither tells whether it is over.
    link.saw(new AppError('offline'))
    link.saw(new AppError('notJson'))
    expect(link.checkpoint()).not.toBeNull()
    link.saw(null)
    expect([link.checkpoint(), link.token().failure]).toEqual([null, null])
  })

  it.each(['permission', 'accountHidden', 'metaRejected'] as const)('is over once Meta answers with %s', (code) => {
    link.saw(new AppError('checkpoint'))
    link.saw(new AppError(code))
    expect(link.checkpoint()).toBeNull()
  })

  it('is over when the token is refused, and when Meta says what the token is', async () => {
    link.saw(new AppError('checkpoint'))
    answer = 'checkpoint'
    expect(await link.check()).toBe(false)
    expect(link.checkpoint()).not.toBeNull()
    answer = GOOD
    expect(await link.check()).toBe(true)
    expect(link.checkpoint()).toBeNull()
    link.saw(new AppError('checkpoint'))
    link.saw(new AppError('tokenInvalid'))
    expect([link.checkpoint(), link.connection()]).toEqual([null, 'signedOut'])
  })
})

describe('a refusal', () => {
  it('of a call that was made before somebody signed in again does not sign the new token out', async () => {
    link.saw(null)
    link.reset(GOOD)
    link.saw(new AppError('tokenInvalid'))
    expect([link.token().status, link.mayCall()]).toEqual(['unchecked', true])
    await link.check()
    expect([link.token().status, link.connection()]).toEqual(['valid', 'online'])
    metaNow += 4 * 60_000
    link.saw(new AppError('tokenInvalid'))
    expect([link.token().status, link.connection()]).toEqual(['invalid', 'signedOut'])
  })

  it('of the first token that was ever used is believed at once', () => {
    link.reset(GOOD)
    link.saw(new AppError('tokenInvalid'))
    expect(link.connection()).toBe('signedOut')
  })

  it('that Meta repeats when it is asked is believed', async () => {
    link.saw(null)
    link.reset(GOOD)
    link.saw(new AppError('tokenInvalid'))
    answer = { ...GOOD, status: 'invalid' }
    await link.check()
    expect(link.connection()).toBe('signedOut')
  })
})

it('an answer about the token before does not overwrite that somebody signed out', async () => {
  const asking = link.check()
  link.reset(NO_TOKEN)
  await asking
  expect(link.token().status).toBe('missing')
})

it('everybody is told whenever Meta said what the token is, because its days have become fewer', async () => {
  await link.check()
  const before = changes
  await link.check()
  expect(changes).toBe(before + 1)
  answer = 'offline'
  expect(await link.check()).toBe(false)
  expect([link.token().status, link.connection()]).toEqual(['valid', 'offline'])
})

describe('an account that cannot be seen', () => {
  const hidden = { code: 'accountHidden', data: { code: 100 } } as const
  const ticked = { accounts: ['act_1'] }

  it('and was not ticked at sign-in says so, whatever Meta calls it', () => {
    const said = { code: 'accountHidden', data: { code: 100, id: 'act_2', ticked: false } }
    expect(inLightOf(ticked, 'act_2', hidden)).toEqual(said)
    expect(inLightOf(ticked, 'act_2', { ...hidden, code: 'permission' })).toEqual(said)
  })

  it('stays as it is where it was ticked, all were, nothing is known, or something else is wrong', () => {
    expect(inLightOf(ticked, 'act_1', hidden)).toBe(hidden)
    expect(inLightOf({ accounts: null }, 'act_2', hidden)).toBe(hidden)
    expect(inLightOf(ticked, null, hidden)).toBe(hidden)
    const down = { code: 'metaDown', data: {} } as const
    expect(inLightOf(ticked, 'act_2', down)).toBe(down)
  })
})

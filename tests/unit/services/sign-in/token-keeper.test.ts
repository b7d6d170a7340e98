import { beforeEach, describe, expect, it } from 'vitest'
import { createLink, UNCHECKED_TOKEN } from '../../../../src/main/services/connection/index.ts'
import type { Link } from '../../../../src/main/services/connection/index.ts'
import { createTokenKeeper } from '../../../../src/main/services/sign-in/index.ts'
import { NO_TOKEN } from '../../../../src/shared/domain/connection.ts'
import type { TokenState } from '../../../../src/shared/domain/connection.ts'
import { AppError } from '../../../../src/shared/errors.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import { createVirtualClock } from '../../../clock.ts'
import type { VirtualClock } from '../../../clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOON = Date.UTC(2026, 4, 4, 12)

let clock: VirtualClock
/** How far this computer's clock is ahead of Meta's. */
let ahead: number
/** Time that passed while the computer slept and its timers stood still. */
let slept: number
let answer: TokenState | ErrorCode
let renewed: ErrorCode | TokenState | null
let looks: number
let renewals: number
let link: Link
let stop: () => void
const resumed = new Set<() => void>()

const token = (days: number, kind: TokenState['kind'] = 'longLived'): TokenState => ({
  ...NO_TOKEN,
  status: 'valid',
  kind,
  expiresAt: NOON + days * DAY,
})
const wake = (): void => resumed.forEach((run) => run())

beforeEach(() => {
  clock = createVirtualClock(NOON)
  ahead = 0
  slept = 0
  looks = 0
  renewals = 0
  renewed = null
  resumed.clear()
})

const start = async (first: TokenState | ErrorCode): Promise<void> => {
  answer = first
  const log = { write: () => undefined }
  const here = { ...clock, now: () => clock.now() + slept + ahead }
  const metaNow = (): number => here.now() - ahead
  link = createLink({
    graph: {
      now: metaNow,
      tokenState: async () => {
        looks++
        if (typeof answer === 'string') throw new AppError(answer)
        return answer.expiresAt !== null && answer.expiresAt <= metaNow() ? { ...answer, status: 'expired' } : answer
      },
    },
    log,
    emit: () => undefined,
    initial: UNCHECKED_TOKEN,
  })
  const keeper = createTokenKeeper({
    link,
    clock: here,
    now: metaNow,
    power: {
      onResume: (run) => {
        resumed.add(run)
        return () => resumed.delete(run)
      },
    },
    log,
    zone: 'UTC',
    renew: async () => {
      renewals++
      if (renewed === null) return false
      if (typeof renewed === 'string') throw new AppError(renewed)
      answer = renewed
      return true
    },
  })
  ;({ stop } = keeper)
  await keeper.start()
}
/** The timers that fell due while it slept do not fire by themselves. */
const sleep = (ms: number): void => {
  slept += ms
}

describe('a night that was slept through', () => {
  it('is made up for at waking, once', async () => {
    await start(token(40))
    sleep(20 * HOUR)
    wake()
    await clock.advance(0)
    expect(looks).toBe(2)
    wake()
    await clock.advance(0)
    expect(looks).toBe(2)
    // 08:00 now: the next night is 19 hours away.
    await clock.advance(19 * HOUR)
    expect(looks).toBe(3)
  })

  it('is not made up for by a nap in the afternoon', async () => {
    await start(token(40))
    sleep(3 * HOUR)
    wake()
    await clock.advance(0)
    expect(looks).toBe(1)
  })

  it('without network at waking is made up for when that is back', async () => {
    await start(token(40))
    answer = 'offline'
    sleep(35 * DAY)
    wake()
    await clock.advance(0)
    expect([link.connection(), renewals]).toEqual(['offline', 0])
    answer = token(40)
    renewed = token(95)
    link.saw(null)
    await clock.advance(0)
    expect([link.token().expiresAt, renewals]).toEqual([NOON + 95 * DAY, 1])
  })
})

describe("by Meta's clock", () => {
  it('a clock that runs months ahead neither ends nor renews a token', async () => {
    ahead = 200 * DAY
    await start(token(40))
    await clock.advance(DAY)
    expect([renewals, link.token().status, link.connection()]).toEqual([0, 'valid', 'online'])
  })

  it('is asked in the minute in which the token should end', async () => {
    await start(token(1 / 24))
    expect(looks).toBe(1)
    await clock.advance(HOUR + 2000)
    expect([looks, link.token().status]).toEqual([2, 'expired'])
    await clock.advance(2 * HOUR)
    expect(looks).toBe(2)
  })

  it('is asked when the consent behind it should have run out, too', async () => {
    await start({ ...token(40), dataAccessExpiresAt: NOON + HOUR })
    await clock.advance(HOUR + 2000)
    expect(looks).toBe(2)
    await clock.advance(2 * HOUR)
    expect(looks).toBe(2)
  })
})

describe('a short-lived token', () => {
  it('is exchanged again every ten minutes until Meta gives a long-lived one', async () => {
    renewed = 'signInNetwork'
    await start(token(1 / 12, 'shortLived'))
    expect(renewals).toBe(1)
    await clock.advance(21 * MINUTE)
    expect(renewals).toBe(3)
    renewed = token(60)
    await clock.advance(10 * MINUTE)
    expect([renewals, link.token().kind]).toEqual([4, 'longLived'])
    await clock.advance(HOUR)
    expect(renewals).toBe(4)
  })

  it('that somebody signed in with later is exchanged too', async () => {
    await start(token(40))
    renewed = token(60)
    answer = token(1 / 12, 'shortLived')
    link.reset(answer)
    await clock.advance(11 * MINUTE)
    expect([renewals, link.token().kind]).toEqual([1, 'longLived'])
  })

  it('without a secret is let alone until it ends', async () => {
    await start(token(1 / 12, 'shortLived'))
    await clock.advance(HOUR)
    expect([renewals, looks]).toEqual([1, 1])
  })
})

it('a renewal that failed is tried again within the hour, and the token stays meanwhile', async () => {
  renewed = 'metaDown'
  await start(token(9))
  expect([renewals, link.token().status]).toEqual([1, 'valid'])
  renewed = token(60)
  await clock.advance(HOUR)
  expect([renewals, link.token().expiresAt]).toEqual([2, NOON + 60 * DAY])
})

it('nothing is asked once it was stopped', async () => {
  await start(token(9))
  const before = looks
  stop()
  wake()
  link.saw(new AppError('offline'))
  link.saw(null)
  await clock.advance(3 * DAY)
  expect(looks).toBe(before)
})

import { beforeEach, describe, expect, it } from 'vitest'
import { createTicker } from '../../../../src/main/services/polling/ticker.ts'
import type { Ticker } from '../../../../src/main/services/polling/ticker.ts'
import { createVirtualClock } from '../../../clock.ts'
import type { VirtualClock } from '../../../clock.ts'

const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

describe('ticker', () => {
  let clock: VirtualClock
  let ticker: Ticker
  let delay: number
  let begun: number[]
  let open: (() => void)[]
  let most: number
  let under: number
  const finish = async (): Promise<void> => {
    open.shift()?.()
    await settled()
  }

  beforeEach(() => {
    clock = createVirtualClock(0)
    delay = 30
    begun = []
    open = []
    most = 0
    under = 0
    ticker = createTicker({
      clock,
      delayMs: () => delay,
      run: async () => {
        begun.push(clock.now())
        most = Math.max(most, ++under)
        await new Promise<void>((resolve) => open.push(resolve))
        under--
      },
    })
  })

  it('runs at once and then from start to start', async () => {
    ticker.start()
    await clock.advance(0)
    await clock.advance(10)
    await finish()
    await clock.advance(20)
    expect(begun).toEqual([0, 30])
  })

  it('never runs twice at once and counts what it left out', async () => {
    ticker.start()
    await clock.advance(95)
    expect(begun).toEqual([0])
    expect(ticker.skipped()).toBe(3)
    void ticker.now()
    expect(begun).toEqual([0])
    await finish()
    await clock.advance(0)
    expect(begun).toEqual([0, 95])
    expect(most).toBe(1)
  })

  it('takes a delay that the run itself changed', async () => {
    ticker.start()
    await clock.advance(0)
    delay = 5
    await finish()
    expect(ticker.nextAt()).toBe(5)
  })

  it('runs by hand while it is off, and stays off', async () => {
    const run = ticker.now()
    await finish()
    await run
    await clock.advance(1000)
    expect(begun).toEqual([0])
    expect(ticker.nextAt()).toBeNull()
  })

  it('waits for the run under way when it is stopped', async () => {
    ticker.start()
    await clock.advance(0)
    let stopped = false
    const stopping = ticker.stop().then(() => {
      stopped = true
    })
    await settled()
    expect(stopped).toBe(false)
    await finish()
    await stopping
    await clock.advance(1000)
    expect(begun).toEqual([0])
  })
})

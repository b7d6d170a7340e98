import type { HttpRequest } from '../src/main/ports.ts'
import { createTestApp } from './world.ts'
import type { World, WorldOptions } from './world.ts'

/** A test world whose app has limited access: there work waits minutes for Meta's limits, and time must go on meanwhile. */
export interface LimitedWorld {
  readonly world: World
  /** Moves the clock, timer by timer, each time after what is on its way has come. */
  pass(ms: number): Promise<void>
  /** Accounts that are watched. */
  readonly ids: readonly string[]
}

/**
 * Somebody who works though nothing is on its way either computes, here or in a data thread, or waits for the clock. All
 * threads together must have used next to nothing of so many looks for it to be the clock.
 */
const LOOKS = 3
const LOOK_MS = 50
const IDLE_CPU_MS = 2

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Signs in to the sandbox, and watches the first so many accounts that can deliver. */
export const openLimitedWorld = async (
  watched: number,
  options: Omit<WorldOptions, 'accessTier' | 'http'> = {},
): Promise<LimitedWorld> => {
  let underWay = 0
  const world = await createTestApp({
    ...options,
    accessTier: 'development_access',
    http: (real) => async (request: HttpRequest) => {
      underWay += 1
      try {
        return await real(request)
      } finally {
        underWay -= 1
      }
    },
  })

  const isBusy = (): boolean => world.app.workspaces.rooms().some(({ busy }) => busy())
  const settle = async (): Promise<void> => {
    let idle = 0
    for (let calm = 0; calm < 3 && idle < LOOKS;) {
      const busy = isBusy()
      const before = process.cpuUsage()
      await pause(busy ? LOOK_MS : 1)
      const { user, system } = process.cpuUsage(before)
      calm = underWay === 0 && !busy && !isBusy() ? calm + 1 : 0
      idle = underWay === 0 && busy && (user + system) / 1000 < IDLE_CPU_MS ? idle + 1 : 0
    }
  }
  const pass = async (ms: number): Promise<void> => {
    const end = world.clock.now() + ms
    for (;;) {
      await settle()
      const next = world.clock.nextAt()
      if (next === null || next > end) break
      await world.clock.advance(Math.max(0, next - world.clock.now()))
    }
    await world.clock.advance(Math.max(0, end - world.clock.now()))
    await settle()
  }

  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, watched)
    .map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await pass(0)
  return { world, pass, ids }
}

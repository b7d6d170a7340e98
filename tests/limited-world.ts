import { createTestApp } from './world.ts'
import type { World, WorldOptions } from './world.ts'

/** A test world whose app has limited access: there work waits minutes for Meta's limits, which `advance` lets pass. */
export interface LimitedWorld {
  readonly world: World
  /** Accounts that are watched. */
  readonly ids: readonly string[]
}

/** Signs in to the sandbox, and watches the first so many accounts that can deliver. */
export const openLimitedWorld = async (
  watched: number,
  options: Omit<WorldOptions, 'accessTier'> = {},
): Promise<LimitedWorld> => {
  const world = await createTestApp({ ...options, accessTier: 'development_access' })

  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, watched)
    .map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(0)
  return { world, ids }
}

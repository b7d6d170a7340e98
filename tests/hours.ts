import type { Hours } from '../src/main/services/asked/hours.ts'
import type { HoursFound } from '../src/shared/domain/asked.ts'
import type { World } from './world.ts'

/** Figures by hour, of accounts or campaigns, asked of the service: no room of the window shows them one by one. */
export const hoursOf = (
  { app, during }: Pick<World, 'app' | 'during'>,
  question: Omit<Parameters<Hours['get']>[0], 'ask'>,
): Promise<HoursFound> => {
  const [room] = app.workspaces.rooms()
  if (!room) throw new Error('no workspace is open')
  return during(room.asked.hours.get({ ...question, ask: 'stale' }))
}

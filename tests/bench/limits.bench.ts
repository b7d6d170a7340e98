import { openLimitedWorld } from '../limited-world.ts'
import type { Bench } from './report.ts'

const HOUR = 3_600_000
const COUNTS = [1, 20, 500] as const

/**
 * The first hour, from 13:20: what was never read, polling every 30 seconds, and the hourly sync at five past, by the
 * whole core against the sandbox at the Limited tier. The largest share of what any limit of any account, or of the app,
 * allows an hour; the sandbox counts.
 */
const shareOf = async (accounts: number): Promise<number> => {
  const { world, ids } = await openLimitedWorld(accounts, {
    // As small as accounts are: the fewer active ads, the less Meta allows.
    size: { accounts, campaigns: accounts, ads: accounts * 2, days: 30 },
  })
  try {
    if (ids.length !== accounts) throw new Error(`${ids.length} of ${accounts} accounts are watched`)
    await world.advance(HOUR)
    const { systems, throttled } = world.sandbox().limits()
    const [fullest] = systems.toSorted((a, b) => b.hour.peak - a.hour.peak)
    if (!fullest) throw new Error('the sandbox counted nothing')
    const { calls, byPath } = world.sandbox().calls()
    const insights = Object.entries(byPath).flatMap(([path, times]) => (path.endsWith('/insights') ? [times] : []))
    if (insights.length !== accounts) throw new Error(`figures of ${insights.length} of ${accounts} accounts were read`)
    console.log(
      `${accounts} accounts: ${calls} calls; ${Math.min(...insights)} to ${Math.max(...insights)} insights calls of each; fullest ${fullest.system} ${fullest.account ?? 'of the app'} at ${fullest.hour.peak.toFixed(3)}; ${throttled.count} throttles`,
    )
    if (throttled.count > 0)
      throw new Error(`Meta throttled ${throttled.count} times: ${JSON.stringify(throttled.last[0])}`)
    return fullest.hour.peak
  } finally {
    await world.dispose()
  }
}

export const bench: Bench = {
  names: COUNTS.map((count) => `limits.share.${count}`),
  run: async (report) => {
    for (const count of COUNTS)
      report(`limits.share.${count}`, { value: await shareOf(count), unit: 'share', limit: 0.7, better: 'lower' })
  },
}

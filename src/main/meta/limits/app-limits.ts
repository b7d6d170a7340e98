import type { Instant } from '../../../shared/domain/day.ts'
import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { Lane } from '../graph.ts'
import { createGauge } from './gauge.ts'
import type { Gauge, GaugeReading } from './gauge.ts'
import { APP_CALLS, ASSUMED_SHARE, HOUR, LEARNS_FROM } from './rules.ts'

/** What calls cost in the limits of the whole app. */
export interface AppDemand {
  /** Calls of no account. */
  readonly calls: number
  /** Insights calls of whatever account. */
  readonly insights: number
}

/** The limits of the app as a whole: a full one stops the calls of every account. */
export interface AppLimits {
  readonly usage: Gauge
  readonly throttle: Gauge
  freeAt(now: Instant, lane: Lane, demand: AppDemand): Instant
  /** How many reads of accounts this lane may make now; Infinity: as many as theirs allow. */
  room(now: Instant, lane: Lane, insights: boolean): number
  begin(lane: Lane, demand: AppDemand): void
  end(now: Instant, lane: Lane, demand: AppDemand): void
  readings(now: Instant): (GaugeReading & Pick<LimitReading, 'system' | 'name'>)[]
}

/** `since`: when the program began to count; what was used before is not known. */
export const createAppLimits = (since: Instant): AppLimits => {
  const common = { windowMs: HOUR, mayStick: false, fullBlocks: false }
  const usage = createGauge({
    ...common,
    allowed: () => APP_CALLS,
    learnsFrom: 0,
    assumed: { share: ASSUMED_SHARE, at: since, windowMs: HOUR, fades: false },
  })
  const throttle = createGauge({ ...common, allowed: null, learnsFrom: LEARNS_FROM, assumed: null })

  return {
    usage,
    throttle,
    freeAt: (now, lane, { calls, insights }) =>
      Math.max(usage.freeAt(now, lane, calls), insights > 0 ? throttle.freeAt(now, lane, insights) : 0),
    room(now, lane, insights) {
      if (usage.freeAt(now, lane, 0) > now) return 0
      return insights ? throttle.room(now, lane) : Infinity
    },
    begin(lane, { calls, insights }) {
      if (calls > 0) usage.begin(lane, calls)
      if (insights > 0) throttle.begin(lane, insights)
    },
    end(now, lane, { calls, insights }) {
      if (calls > 0) usage.end(now, lane, calls)
      if (insights > 0) throttle.end(now, lane, insights)
    },
    readings(now) {
      const all = [
        { system: 'app', name: '', gauge: usage },
        { system: 'insights', name: 'throttle', gauge: throttle },
      ] as const
      return all.flatMap(({ system, name, gauge }) => {
        const reading = gauge.reading(now)
        return reading === null ? [] : [{ ...reading, system, name }]
      })
    },
  }
}

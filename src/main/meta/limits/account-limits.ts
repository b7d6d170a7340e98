import type { Instant } from '../../../shared/domain/day.ts'
import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { Lane } from '../graph.ts'
import type { Demand } from './demand.ts'
import { createGauge } from './gauge.ts'
import type { Gauge, GaugeReading } from './gauge.ts'
import {
  ASSUMED_SHARE,
  HOUR,
  HOURLY,
  LEARNS_FROM,
  MUTATIONS,
  MUTATIONS_MS,
  SCORE,
  SCORE_MS,
  USES,
  USE_NAMES,
} from './rules.ts'
import type { Tier, Use } from './rules.ts'

/** All limits of one ad account. */
export interface AccountLimits {
  readonly score: Gauge
  readonly calls: Readonly<Record<Use, Gauge>>
  readonly throttle: Gauge
  readonly mutations: Gauge
  /** When this lane may make such calls; now or earlier: at once. */
  freeAt(now: Instant, lane: Lane, demand: Demand): Instant
  /** How many reads this lane may make now; of any kind unless told. */
  room(now: Instant, lane: Lane, use: Use | null): number
  begin(lane: Lane, demand: Demand): void
  end(now: Instant, lane: Lane, demand: Demand): void
  readings(now: Instant): (GaugeReading & Pick<LimitReading, 'system' | 'name'>)[]
}

/** `since`: when the program began to count; what was used before is not known. */
export const createAccountLimits = (tier: () => Tier, since: Instant): AccountLimits => {
  const assumedFor = (windowMs: number) => ({ share: ASSUMED_SHARE, at: since, windowMs, fades: false })
  const exact = { learnsFrom: null, mayStick: true, fullBlocks: false }
  const score = createGauge({
    ...exact,
    windowMs: SCORE_MS,
    allowed: () => SCORE[tier()],
    assumed: assumedFor(SCORE_MS),
    fullBlocks: true,
  })
  const hourly = (use: Use): Gauge =>
    createGauge({
      ...exact,
      windowMs: HOUR,
      allowed: () => HOURLY[use][tier()],
      learnsFrom: LEARNS_FROM,
      assumed: assumedFor(HOUR),
    })
  const calls = { management: hourly('management'), insights: hourly('insights'), audience: hourly('audience') }
  const throttle = createGauge({ ...exact, windowMs: HOUR, allowed: null, learnsFrom: LEARNS_FROM, assumed: null })
  const mutations = createGauge({ ...exact, windowMs: MUTATIONS_MS, allowed: () => MUTATIONS, assumed: null })

  const kindsOf = (use: Use | null): readonly Use[] => (use === null ? USES : [use])

  return {
    score,
    calls,
    throttle,
    mutations,

    freeAt(now, lane, demand) {
      let at = score.freeAt(now, lane, demand.score)
      for (const use of USES)
        if (demand.calls[use] > 0) at = Math.max(at, calls[use].freeAt(now, lane, demand.calls[use]))
      if (demand.calls.insights > 0) at = Math.max(at, throttle.freeAt(now, lane, demand.calls.insights))
      if (demand.mutations > 0) at = Math.max(at, mutations.freeAt(now, lane, demand.mutations))
      return at
    },
    room(now, lane, use) {
      const rooms = kindsOf(use).map((each) => calls[each].room(now, lane))
      const throttled = use === null || use === 'insights' ? throttle.room(now, lane) : Infinity
      return Math.min(score.room(now, lane), throttled, ...rooms)
    },
    begin(lane, demand) {
      score.begin(lane, demand.score)
      for (const use of USES) if (demand.calls[use] > 0) calls[use].begin(lane, demand.calls[use])
      if (demand.calls.insights > 0) throttle.begin(lane, demand.calls.insights)
      if (demand.mutations > 0) mutations.begin(lane, demand.mutations)
    },
    end(now, lane, demand) {
      score.end(now, lane, demand.score)
      for (const use of USES) if (demand.calls[use] > 0) calls[use].end(now, lane, demand.calls[use])
      if (demand.calls.insights > 0) throttle.end(now, lane, demand.calls.insights)
      if (demand.mutations > 0) mutations.end(now, lane, demand.mutations)
    },

    readings(now) {
      const all = [
        { system: 'account', name: '', gauge: score },
        ...USES.map((use) => ({ system: 'businessUseCase', name: USE_NAMES[use], gauge: calls[use] }) as const),
        { system: 'insights', name: 'throttle', gauge: throttle },
      ] as const
      return all.flatMap(({ system, name, gauge }) => {
        const reading = gauge.reading(now)
        return reading === null ? [] : [{ ...reading, system, name }]
      })
    },
  }
}

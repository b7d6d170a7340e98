import { METRIC_GROUPS } from '../../shared/domain/metrics.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'

/** What only some campaigns are about: where a list is not chosen by hand, it has them where there is any of it. */
export const BEYOND_CORE: readonly MetricId[] = [
  'landingPageViews',
  'landingRate',
  'costPerLandingPageView',
  ...METRIC_GROUPS.conversions,
  ...METRIC_GROUPS.video,
]
export const isBeyondCore = (id: string): boolean => (BEYOND_CORE as readonly string[]).includes(id)

import { invalid } from '../graph-error.ts'
import { draw, hash } from '../random.ts'
import { timeOf } from '../times.ts'
import type { Asset } from '../model.ts'
import type { Params } from '../params.ts'

/** What a pixel counted, hour by hour. */

const HOUR = 3_600_000
/** Hours of one answer, at most: a week. */
const MOST_HOURS = 168
const EVENTS = { PageView: 220, ViewContent: 90, AddToCart: 14, InitiateCheckout: 6, Purchase: 2.5 } as const
const SPLITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  event: EVENTS,
  event_total_counts: EVENTS,
  event_source: { WEB_ONLY: 300, SERVER_ONLY: 30 },
  device_type: { mobile_iphone: 170, mobile_android_phone: 110, desktop: 50 },
  device_os: { IOS: 170, ANDROID: 110, WINDOWS: 30, MAC_OS_X: 20 },
  browser_type: { SAFARI: 160, CHROME: 140, FACEBOOK_INAPP_BROWSER: 30 },
  host: { shop: 330 },
  pixel_fire: { pixel_fire: 330 },
}

/** Throws GraphError. */
export const pixelStats = (pixel: Asset, params: Params, now: number): unknown => {
  const aggregation = params['aggregation'] ?? 'pixel_fire'
  const split = SPLITS[aggregation]
  if (!split) throw invalid(`Param aggregation must be one of {${Object.keys(SPLITS).join(', ')}}`)
  const { zone } = pixel.account
  const bound = (name: string, otherwise: number): number => {
    const text = params[name]
    const at = text === undefined ? otherwise : timeOf(text, zone)
    if (at === null) throw invalid(`Param ${name} must be a valid time`)
    return Math.floor(at / HOUR)
  }
  const last = Math.min(bound('end_time', now), Math.floor(now / HOUR))
  const first = Math.max(bound('start_time', now - 24 * HOUR), last - MOST_HOURS + 1)
  const event = params['event']
  const hours = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  return {
    data: hours.map((hour) => ({
      start_time: zone.stamp(hour * HOUR),
      aggregation,
      data: Object.entries(split)
        .filter(([value]) => event === undefined || split !== EVENTS || value === event)
        .map(([value, usual], i) => ({
          value,
          count: Math.round(usual * (0.4 + draw(hash(Number(pixel.id.slice(-9)), hour, i), 1))),
        })),
    })),
  }
}

import { accountUsage, appHeader, insightsHeader, useCaseEntry } from '../usage/headers.ts'
import type { Tier } from '../usage/tiers.ts'

/** What the headers say when a throttle of the script is given: as if the limit had really been used up. */

const TYPES: Readonly<Record<number, string>> = {
  80000: 'ads_insights',
  80001: 'pages',
  80002: 'instagram',
  80003: 'custom_audience',
  80004: 'ads_management',
  80005: 'leadgen',
  80006: 'messenger',
  80008: 'whatsapp',
  80009: 'catalog_management',
  80014: 'catalog_batch',
}
const FULL = 1.02

const tierIn = (headers: Readonly<Record<string, string>>): Tier =>
  headers['x-ad-account-usage']?.includes('development_access') === true ? 'development_access' : 'standard_access'

/** `headers`: those the answer carries anyway. */
export const throttleHeaders = (
  { code, subcode }: { readonly code: number; readonly subcode: number | undefined },
  minutes: number,
  headers: Readonly<Record<string, string>>,
): Record<string, string> => {
  const tier = tierIn(headers)
  const type = TYPES[code]
  if (type !== undefined) {
    const told = JSON.parse(headers['x-business-use-case-usage'] ?? '{"0":[]}') as Record<string, { type: string }[]>
    // The element that matters is the last one.
    const full = Object.entries(told).map(([id, list]) => [
      id,
      [...list.filter((entry) => entry.type !== type), useCaseEntry(type, FULL, minutes * 60_000, tier)],
    ])
    return { 'x-business-use-case-usage': JSON.stringify(Object.fromEntries(full)) }
  }
  if (code === 17 || code === 613) return { 'x-ad-account-usage': accountUsage(1, minutes * 60_000, tier) }
  if (code === 4 && subcode !== undefined) return { 'x-fb-ads-insights-throttle': insightsHeader(FULL, FULL, tier) }
  return { 'x-app-usage': appHeader(FULL) }
}

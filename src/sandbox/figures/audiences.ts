import { between } from '../random.ts'
import type { Account } from '../model.ts'

/** Who sees ads, where and on what: the smallest parts that any breakdown is put together from. */

export type Dimension =
  | 'age'
  | 'gender'
  | 'country'
  | 'region'
  | 'publisher_platform'
  | 'platform_position'
  | 'device_platform'
  | 'hourly_stats_aggregated_by_advertiser_time_zone'

export interface Atom {
  readonly labels: Partial<Readonly<Record<Dimension, string>>>
  /** Of what is shown; all atoms of a table add up to 1. */
  readonly share: number
  /** How much more these people do than others, 1 is as much. */
  readonly appetite: number
}

const normal = (atoms: readonly Atom[]): readonly Atom[] => {
  const whole = atoms.reduce((sum, { share }) => sum + share, 0)
  return atoms.map((atom) => ({ ...atom, share: atom.share / whole }))
}

const AGES: readonly (readonly [string, number, number])[] = [
  ['18-24', 14, 0.8],
  ['25-34', 27, 1.1],
  ['35-44', 23, 1.2],
  ['45-54', 16, 1.05],
  ['55-64', 11, 0.9],
  ['65+', 8.6, 0.75],
  ['Unknown', 0.4, 0.5],
]
const GENDERS: readonly (readonly [string, number, number])[] = [
  ['female', 55, 1.1],
  ['male', 43.5, 0.9],
  ['unknown', 1.5, 0.7],
]
const PEOPLE = normal(
  AGES.flatMap(([age, share, appetite]) =>
    GENDERS.map(([gender, part, more]) => ({
      labels: { age, gender },
      share: share * part,
      appetite: appetite * more,
    })),
  ),
)

const COUNTRIES: Readonly<Record<string, readonly (readonly [string, number, readonly string[]])[]>> = {
  USD: [
    ['US', 92, ['California', 'Texas', 'New York', 'Florida', 'Washington']],
    ['CA', 8, ['Ontario', 'British Columbia', 'Quebec']],
  ],
  EUR: [
    ['DE', 55, ['Bayern', 'Berlin', 'Nordrhein-Westfalen']],
    ['AT', 14, ['Wien', 'Tirol']],
    ['FR', 22, ['Île-de-France', 'Occitanie']],
    ['NL', 9, ['Noord-Holland', 'Utrecht']],
  ],
  GBP: [
    ['GB', 94, ['England', 'Scotland', 'Wales']],
    ['IE', 6, ['Dublin']],
  ],
  KZT: [['KZ', 100, ['Almaty', 'Astana', 'Shymkent', 'Karaganda Region']]],
  JPY: [['JP', 100, ['Tokyo', 'Osaka', 'Kanagawa', 'Aichi']]],
}
const placesOf = (account: Account): readonly Atom[] =>
  normal(
    (COUNTRIES[account.currency] ?? [['US', 100, ['California']]]).flatMap(([country, share, regions], i) =>
      regions.map((region, k) => ({
        labels: { country, region },
        share: share / (k + 1.5) / regions.length,
        appetite: between(account.index + 1, i * 10 + k, 0.7, 1.3),
      })),
    ),
  )

const PLACEMENTS: readonly (readonly [string, string, string, number, number])[] = [
  ['facebook', 'feed', 'mobile_app', 30, 1.1],
  ['facebook', 'feed', 'desktop', 4, 1.3],
  ['facebook', 'feed', 'mobile_web', 1, 0.9],
  ['facebook', 'right_hand_column', 'desktop', 1.5, 0.3],
  ['facebook', 'marketplace', 'mobile_app', 4, 0.9],
  ['facebook', 'facebook_stories', 'mobile_app', 3, 0.7],
  ['facebook', 'facebook_reels', 'mobile_app', 9, 0.6],
  ['facebook', 'search', 'mobile_app', 1, 1.2],
  ['instagram', 'feed', 'mobile_app', 18, 1.2],
  ['instagram', 'feed', 'desktop', 0.6, 1],
  ['instagram', 'instagram_stories', 'mobile_app', 12, 0.9],
  ['instagram', 'instagram_reels', 'mobile_app', 13, 0.8],
  ['audience_network', 'an_classic', 'mobile_app', 2, 0.5],
  ['messenger', 'messenger_stories', 'mobile_app', 0.3, 0.5],
  ['threads', 'threads_feed', 'mobile_app', 0.5, 0.6],
  ['unknown', 'unknown', 'unknown', 0.1, 0.5],
]
const SCREENS = normal(
  PLACEMENTS.map(([publisher_platform, platform_position, device_platform, share, appetite]) => ({
    labels: { publisher_platform, platform_position, device_platform },
    share,
    appetite,
  })),
)

const two = (value: number): string => String(value).padStart(2, '0')
/** Their shares are those of the day itself. */
const HOURLY: readonly Atom[] = Array.from({ length: 24 }, (_, hour) => ({
  labels: { hourly_stats_aggregated_by_advertiser_time_zone: `${two(hour)}:00:00 - ${two(hour)}:59:59` },
  share: 1 / 24,
  appetite: 1,
}))

export type Table = 'people' | 'places' | 'screens' | 'hours'

/** The table that has all of these dimensions; null when none has. */
export const tableOf = (dimensions: readonly Dimension[]): Table | null => {
  const has = (atoms: readonly Atom[]): boolean => dimensions.every((name) => atoms[0]?.labels[name] !== undefined)
  if (has(PEOPLE)) return 'people'
  if (has(SCREENS)) return 'screens'
  if (has(HOURLY)) return 'hours'
  return dimensions.every((name) => name === 'country' || name === 'region') ? 'places' : null
}

export const atomsOf = (table: Table, account: Account): readonly Atom[] => {
  switch (table) {
    case 'people':
      return PEOPLE
    case 'screens':
      return SCREENS
    case 'hours':
      return HOURLY
    case 'places':
      return placesOf(account)
  }
}

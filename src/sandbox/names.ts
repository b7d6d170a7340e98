import { draw, pick } from './random.ts'

/** What accounts of a believable agency are called, and what people type into campaign names. All brands are made up. */

const AUDIENCES = [
  'Prospecting',
  'Retargeting',
  'LAL 1%',
  'LAL 3-5%',
  'Broad',
  'Advantage+',
  'Interest stack',
  'Past buyers',
  'Newsletter',
  'Cart 14d',
] as const
const SEASONS = [
  'Always on',
  'Spring drop',
  'Back to school',
  'Black week',
  'Summer sale',
  'New arrivals',
  'Holiday gifting',
  'Relaunch',
  'Bestsellers',
  'Clearance',
] as const
const STAGES = ['TOF', 'MOF', 'BOF'] as const
const CREATIVES = [
  'Founder story',
  'UGC unboxing',
  'Carousel',
  'Static offer',
  'Reel 9x16',
  'Testimonial',
  'How it works',
  'Before and after',
  'Catalogue',
  'Quiz',
] as const
const AGES = ['18-34', '25-44', '25-54', '35-65+', '45+'] as const
const PLACES: Readonly<Record<string, readonly string[]>> = {
  USD: ['US', 'US + CA', 'West', 'Texas', 'Top 20 DMA'],
  EUR: ['DACH', 'EU', 'DE', 'FR', 'Benelux'],
  GBP: ['UK', 'UK + IE', 'London', 'Scotland'],
  KZT: ['KZ', 'Almaty', 'Astana', 'Шымкент'],
  JPY: ['JP', 'Kanto', 'Kansai'],
}
const GOALS: Readonly<Record<string, string>> = {
  OUTCOME_SALES: 'Sales',
  OUTCOME_LEADS: 'Leads',
  OUTCOME_TRAFFIC: 'Traffic',
  OUTCOME_ENGAGEMENT: 'Engagement',
  OUTCOME_AWARENESS: 'Awareness',
  OUTCOME_APP_PROMOTION: 'App installs',
}

/** Names that break careless programs, because people do write them. */
export const HARD_NAMES: readonly string[] = [
  '🔥 Black Friday 🛍️ −40% 👩‍👩‍👧 families',
  'Весенняя распродажа — Алматы и Астана',
  'حملة العودة إلى المدارس – تخفيضات ٣٠٪',
  'מבצע קיץ | Summer | רשימת לקוחות',
  `He said "buy now" & 'save' — 50% off \\ today`,
  '<b>Bold launch</b> <img src=x onerror=alert(1)>',
  `${'A very long campaign name that somebody pasted from a brief and never cut, '.repeat(6)}`.slice(0, 396) + ' end',
  '=SUM(A1:A9) spreadsheet name',
  '新生活キャンペーン｜文具セット',
]

export const campaignName = (seed: number, currency: string, objective: string): string => {
  const place = pick(seed, 1, PLACES[currency] ?? ['Global'])
  const goal = GOALS[objective] ?? objective
  const season = pick(seed, 2, SEASONS)
  const audience = pick(seed, 3, AUDIENCES)
  switch (Math.floor(draw(seed, 4) * 4)) {
    case 0:
      return `${place} | ${goal} | ${audience} | ${season}`
    case 1:
      return `[${pick(seed, 5, STAGES)}] ${season} – ${audience}`
    case 2:
      return `${season} ${goal} ${place}`
    default:
      return `${goal}_${place.replaceAll(' ', '')}_${audience.replaceAll(' ', '')}_${season.replaceAll(' ', '')}`
  }
}

export const adsetName = (seed: number): string => `${pick(seed, 6, AUDIENCES)} · ${pick(seed, 7, AGES)}`
export const adName = (seed: number, index: number): string => `${pick(seed, 8, CREATIVES)} v${index + 1}`

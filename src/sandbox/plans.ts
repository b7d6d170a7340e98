import type { ExactTotals, OwnStatus } from './model.ts'

/** What stands in the world, before chance fills it in. */

export interface AccountPlan {
  readonly name: string
  readonly currency: 'USD' | 'EUR' | 'GBP' | 'KZT' | 'JPY'
  readonly zone: string
  readonly personal: boolean
  readonly owner?: number
  readonly clients?: readonly number[]
  readonly ads: number
  readonly losers?: number
  readonly winners?: number
  readonly status?: number
  readonly reason?: number
  /** Days before the anchor since which nothing has been delivered. */
  readonly stopped?: number
  readonly tasks?: readonly string[]
  readonly goals?: readonly string[]
  readonly hard?: readonly number[]
}

export const BUSINESSES = ['Tidewater Collective', 'Kestrel & Rowe', 'Алма Диджитал'] as const

export const FACTORS = { USD: 1, EUR: 0.92, GBP: 0.79, KZT: 480, JPY: 150 } as const

export const SHOP = [
  'OUTCOME_SALES',
  'OUTCOME_SALES',
  'OUTCOME_SALES',
  'OUTCOME_TRAFFIC',
  'OUTCOME_ENGAGEMENT',
  'OUTCOME_AWARENESS',
] as const
export const SERVICE = [
  'OUTCOME_LEADS',
  'OUTCOME_LEADS',
  'OUTCOME_TRAFFIC',
  'OUTCOME_ENGAGEMENT',
  'OUTCOME_AWARENESS',
] as const
export const APP = ['OUTCOME_APP_PROMOTION', 'OUTCOME_APP_PROMOTION', 'OUTCOME_SALES', 'OUTCOME_AWARENESS'] as const

export const PLANS: readonly AccountPlan[] = [
  { name: 'Harbor & Pine', currency: 'USD', zone: 'America/New_York', personal: true, owner: 0, ads: 0 },
  {
    name: 'Solstice Skincare US',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    personal: true,
    owner: 0,
    ads: 300,
    losers: 2,
    winners: 3,
    hard: [0, 4, 6],
    goals: SHOP,
  },
  {
    name: 'Fernweh Outdoor EU',
    currency: 'EUR',
    zone: 'Europe/Berlin',
    personal: true,
    owner: 0,
    clients: [1],
    ads: 260,
    losers: 2,
    winners: 2,
    hard: [5],
    goals: SHOP,
  },
  {
    name: 'Copper Kettle Coffee',
    currency: 'GBP',
    zone: 'Europe/London',
    personal: true,
    owner: 1,
    ads: 180,
    losers: 1,
    winners: 2,
    goals: SHOP,
  },
  {
    name: 'Алма Мебель',
    currency: 'KZT',
    zone: 'Asia/Almaty',
    personal: true,
    owner: 2,
    ads: 190,
    losers: 2,
    winners: 2,
    hard: [1],
    goals: SERVICE,
  },
  {
    name: 'Kumo Stationery 雲文具',
    currency: 'JPY',
    zone: 'Asia/Tokyo',
    personal: false,
    clients: [1],
    ads: 150,
    losers: 1,
    winners: 1,
    tasks: ['ADVERTISE', 'ANALYZE'],
    hard: [8],
    goals: SHOP,
  },
  {
    name: 'Driftwood Surf Co.',
    currency: 'USD',
    zone: 'Australia/Sydney',
    personal: true,
    owner: 1,
    ads: 210,
    losers: 2,
    winners: 2,
    hard: [7],
    goals: SHOP,
  },
  {
    name: 'Lumen Fitness App',
    currency: 'USD',
    zone: 'America/New_York',
    personal: false,
    owner: 0,
    ads: 230,
    losers: 1,
    winners: 2,
    goals: APP,
  },
  {
    name: 'Maison Clair',
    currency: 'EUR',
    zone: 'Europe/Paris',
    personal: true,
    owner: 1,
    ads: 140,
    winners: 1,
    status: 2,
    reason: 1,
    stopped: 12,
    goals: SHOP,
  },
  {
    name: 'Paperboat Kids',
    currency: 'GBP',
    zone: 'Europe/London',
    personal: false,
    clients: [2],
    ads: 120,
    winners: 1,
    status: 3,
    stopped: 3,
    tasks: ['ANALYZE'],
    goals: SHOP,
  },
  {
    name: 'Nomad Steppe Tours',
    currency: 'KZT',
    zone: 'Asia/Almaty',
    personal: true,
    ads: 90,
    losers: 1,
    winners: 1,
    hard: [2, 3],
    goals: SERVICE,
  },
  {
    name: 'Alex Morgan (freelance)',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    personal: true,
    ads: 126,
    losers: 1,
    winners: 1,
    goals: SERVICE,
  },
]

export const EXACT: readonly {
  readonly name: string
  readonly status: OwnStatus
  readonly daily: number
  readonly totals: ExactTotals | null
}[] = [
  {
    name: 'Leads – Harbor loft tours',
    status: 'ACTIVE',
    daily: 500,
    totals: { spendMinor: 7984, impressions: 12868, clicks: 90, reach: 11522, leads: 18 },
  },
  {
    name: 'Leads – Pine cabins, retargeting',
    status: 'PAUSED',
    daily: 1500,
    totals: { spendMinor: 33689, impressions: 62694, clicks: 510, reach: 41208, leads: 197 },
  },
  {
    name: 'Leads – Open weekend',
    status: 'PAUSED',
    daily: 2500,
    totals: { spendMinor: 53679, impressions: 103291, clicks: 1742, reach: 58344, leads: 500 },
  },
  { name: 'Leads – Brochure (never started)', status: 'PAUSED', daily: 1000, totals: null },
]

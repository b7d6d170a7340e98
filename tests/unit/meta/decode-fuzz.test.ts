import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { decodePages } from '../../../src/main/meta/decode.ts'
import type { DecodedPage } from '../../../src/main/meta/decode.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'
import type { ReadRequest } from '../../../src/main/meta/graph.ts'
import { RECORDED_INSIGHTS, RECORDED_OBJECTS } from './recorded.ts'
import { rowsOf } from './rows-of.ts'
import type { InsightRow } from './rows-of.ts'

/** BUYDESK_FUZZ=1000000 runs them all; a part of them takes seconds. */
const RUNS = Number(process.env['BUYDESK_FUZZ'] ?? 8000)

const INSIGHTS: ReadRequest = {
  kind: 'insights',
  level: 'campaign',
  accountId: 'act_1',
  since: '2026-11-01',
  until: '2026-11-20',
}
const objects = (level: 'campaign' | 'adset' | 'ad'): ReadRequest => ({
  kind: 'objects',
  level,
  accountId: 'act_1',
  currency: 'EUR',
})
const encoder = new TextEncoder()
const decode = (text: string, request: ReadRequest, batch = false): DecodedPage => {
  const [page] = decodePages({
    body: encoder.encode(text),
    batch,
    status: 200,
    receivedAt: 0,
    requests: [{ request, first: true, without: [] }],
  })
  if (!page) throw new Error('no page')
  return page
}

const randoms = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const PIECES = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '\n',
  '\u0000',
  'é',
  '-',
  '.',
  '0',
  '9',
  '-1',
  '1e9',
  '""',
  'null',
  'true',
  '"NaN"',
  '0x10',
  '99999999999999999999',
  '"12.345678901"',
  '{}',
  '[]',
  '"spend":"5",',
  '"\\u0031"',
  '٣',
  '"value":"7"',
  '"action_type":"purchase"',
  '"date_start":"2026-11-31"',
  '"campaign_id":"1"',
  '__proto__',
  '"1,5"',
]
/** One to three changes anywhere in a text. */
const mutated = (text: string, next: (below: number) => number): string => {
  let changed = text
  for (let i = next(3); i >= 0; i -= 1) {
    const at = next(changed.length)
    const to = Math.min(changed.length, at + 1 + next(12))
    const piece = PIECES[next(PIECES.length)] ?? ''
    const from = next(changed.length)
    const ways = [
      () => changed.slice(0, at) + piece + changed.slice(at),
      () => changed.slice(0, at) + piece + changed.slice(at + 1),
      () => changed.slice(0, at) + changed.slice(to),
      () => changed.slice(0, at) + changed.slice(from, from + next(80)) + changed.slice(at),
      () => changed.replace(/\d/g, (digit) => (next(40) === 0 ? String(next(10)) : digit)),
      () => changed.replace(/"[\d.]+"/g, (value) => (next(12) === 0 ? piece || value : value)),
      () => (next(4) === 0 ? changed.slice(0, at) : changed),
    ]
    changed = ways[next(ways.length)]?.() ?? changed
  }
  return changed
}

const MICROS = 1_000_000n
/** Money as nobody would write it for speed. */
const micros = (value: unknown): number => {
  const text = typeof value === 'number' ? String(value) : value
  const match = typeof text === 'string' ? /^(-?)(\d{0,10})(?:\.(\d{1,12}))?$/.exec(text) : null
  if (!match || (match[2] === '' && match[3] === undefined) || match[2] === '') return Number.NaN
  const fraction = (match[3] ?? '').padEnd(7, '0')
  const all = BigInt(match[2] ?? '0') * MICROS + BigInt(fraction.slice(0, 6)) + (fraction[6]! >= '5' ? 1n : 0n)
  const number = Number(all)
  return !Number.isSafeInteger(number) ? Number.NaN : match[1] === '-' && number !== 0 ? -number : number
}
const whole = (value: unknown): number => {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : Number.NaN
}
/** By what each is told, the widest type first. */
const FAMILIES = {
  purchases: ['omni_purchase', 'purchase', 'offsite_conversion.fb_pixel_purchase'],
  leads: ['lead', 'onsite_conversion.lead_grouped', 'offsite_conversion.fb_pixel_lead'],
  addToCart: ['omni_add_to_cart', 'add_to_cart', 'offsite_conversion.fb_pixel_add_to_cart'],
  checkouts: ['omni_initiated_checkout', 'initiate_checkout', 'offsite_conversion.fb_pixel_initiate_checkout'],
  registrations: [
    'omni_complete_registration',
    'complete_registration',
    'offsite_conversion.fb_pixel_complete_registration',
  ],
  contentViews: ['omni_view_content', 'view_content', 'offsite_conversion.fb_pixel_view_content'],
  landingPageViews: ['omni_landing_page_view', 'landing_page_view'],
  conversations: ['onsite_conversion.messaging_conversation_started_7d'],
  installs: ['omni_app_install', 'mobile_app_install', 'app_install'],
} as const
const WATCHED = {
  video25: 'video_p25_watched_actions',
  video50: 'video_p50_watched_actions',
  video75: 'video_p75_watched_actions',
  video100: 'video_p100_watched_actions',
  thruPlays: 'video_thruplay_watched_actions',
} as const

const isMissing = (value: unknown): boolean => value === undefined || value === null

/** What a kept row must say, found anew from the row itself; the first thing that is not so, or null. */
const untruth = (row: Record<string, unknown>, { sums }: InsightRow): string | null => {
  const list = (name: string) => (row[name] ?? []) as readonly ({ action_type?: unknown; value?: unknown } | null)[]
  const first = (name: string, types: readonly string[]) => {
    for (const type of types) {
      const entry = list(name).find((each) => each?.action_type === type)
      if (entry) return entry.value ?? 0
    }
    return 0
  }
  const value = first('action_values', FAMILIES.purchases)
  const vanished = isMissing(row['actions']) && Number(row['inline_link_clicks']) > 0
  const plays = list('actions').find((each) => each?.action_type === 'video_view')
  const isVideo = plays !== undefined || Object.values(WATCHED).some((name) => list(name).length > 0)
  const told: Partial<Record<keyof Sums, number | null>> = {
    impressions: whole(row['impressions']),
    clicks: isMissing(row['clicks']) ? null : whole(row['clicks']),
    reach: isMissing(row['reach']) ? null : whole(row['reach']),
    ...(typeof row['spend'] === 'string' ? { spend: micros(row['spend']) } : {}),
    ...Object.fromEntries(
      Object.entries(FAMILIES).map(([name, types]) => [name, vanished ? null : Number(first('actions', types))]),
    ),
    videoPlays: !isVideo || vanished ? null : Number(plays?.value ?? 0),
    ...Object.fromEntries(
      Object.entries(WATCHED).map(([name, field]) => [
        name,
        isVideo ? Number(list(field).find((each) => each?.action_type === 'video_view')?.value ?? 0) : null,
      ]),
    ),
    ...(typeof value === 'string' ? { purchaseValue: micros(value) } : {}),
  }
  for (const [name, figure] of Object.entries(told))
    if (!Object.is(sums[name as keyof Sums], figure)) return `${name} ${sums[name as keyof Sums]} for ${figure}`
  return Object.values(sums).some((figure) => figure !== null && !Number.isFinite(figure)) ? 'no number' : null
}

const isOf = (row: Record<string, unknown> | null, { objectId, day }: InsightRow): boolean =>
  String(row?.['campaign_id']) === objectId && row?.['date_start'] === day

describe('a million answers that are a little wrong', () => {
  const insights = RECORDED_INSIGHTS.map((each) => JSON.stringify(each))
  const lists = RECORDED_OBJECTS.map((each) => JSON.stringify(each))

  test('untouched they are all understood', () => {
    expect(insights.map((text) => decode(text, INSIGHTS).outcome.dropped)).toEqual(insights.map(() => 0))
    expect(rowsOf(decode(insights[1] ?? '', INSIGHTS).insights).map(({ sums }) => sums.purchases)).toEqual([6, null, 0])
  })

  test(`${RUNS} of figures: no crash, no wrong number, and the quick way says what the slow one says`, () => {
    const next = randoms(11)
    let kept = 0
    let dropped = 0
    for (let run = 0; run < RUNS; run += 1) {
      const text = mutated(insights[next(3) > 0 ? 0 : next(insights.length)] ?? '', next)
      const page = decode(text, INSIGHTS)
      // A space before it is all that the quick way needs to leave a page alone.
      const slow = decode(` ${text}`, INSIGHTS)
      if (!isDeepStrictEqual(page, slow)) expect({ text, ...page }).toEqual({ text, ...slow })
      const rows = rowsOf(page.insights)
      kept += rows.length
      dropped += page.outcome.dropped
      if (rows.length === 0) continue
      const data = (JSON.parse(text) as { data: Record<string, unknown>[] }).data
      if (rows.length + page.outcome.dropped !== data.length) throw new Error(`rows are missing: ${text}`)
      let from = 0
      for (const row of rows) {
        // Rows keep their order; of two of one object and day either may be the one that was kept.
        const twins = data.flatMap((each, i) => (i >= from && isOf(each, row) ? [i] : []))
        const wrongs = twins.map((i) => untruth(data[i] ?? {}, row))
        const right = twins[wrongs.indexOf(null)]
        if (right === undefined) throw new Error(`${wrongs.join(', ')}: ${text}`)
        from = right + 1
      }
    }
    expect(kept).toBeGreaterThan(RUNS / 2)
    expect(dropped).toBeGreaterThan(RUNS / 50)
  }, 3_600_000)

  test('of lists and batches: no crash, and ids and money are what they were', () => {
    const next = randoms(12)
    for (let run = 0; run < RUNS / 10; run += 1) {
      const text = mutated(lists[run % lists.length] ?? '', next)
      for (const level of ['campaign', 'adset', 'ad'] as const) {
        const { campaigns, adSets, ads, outcome } = decode(text, objects(level))
        const bad = [...campaigns, ...adSets, ...ads].find(({ id }) => !/^\d{1,25}$/.test(id))
        if (bad) throw new Error(`${bad.id}: ${text}`)
        const budget = [...campaigns, ...adSets].find(
          (each) => each.budget && !Number.isSafeInteger(each.budget.amount),
        )
        if (budget) throw new Error(`${budget.budget?.amount}: ${text}`)
        if (outcome.rows !== campaigns.length + adSets.length + ads.length) throw new Error(text)
      }
      const batch = JSON.stringify([
        { code: 200, headers: [{ name: 'x', value: 'y' }], body: insights[run % insights.length] },
      ])
      decode(mutated(batch, next), INSIGHTS, true)
    }
  }, 3_600_000)
})

import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { openStore } from '../../src/main/db/open-store.ts'
import { INSIGHT_INSERT, INSIGHT_WIDTH } from '../../src/main/db/insights-in.ts'
import { FIGURES } from '../../src/shared/domain/insights.ts'
import { addDays } from '../../src/shared/domain/day.ts'
import { account, ad, adSet, campaign } from '../unit/db/samples.ts'

/**
 * The workspace of a large agency: 50 accounts, 1,500 campaigns, 20,000 ads, 400 days. Eight million rows of ads are written
 * past the client, because reading them over HTTP would take an hour; then the program's own writer makes its running totals.
 */
export interface BigSize {
  readonly accounts: number
  readonly campaigns: number
  readonly ads: number
  readonly days: number
}
export const BIG: BigSize = { accounts: 50, campaigns: 1500, ads: 20_000, days: 400 }
export const LAST_DAY = '2026-11-20'
export const firstDay = ({ days }: BigSize): string => addDays(LAST_DAY, 1 - days)
export const accountIdOf = (at: number): string => `act_${1000 + at}`
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY']
const WORDS = ['Sale', 'Brand', 'Retarget', 'Lookalike', 'Summer', 'Video', 'Carousel', 'Prospecting', 'Лето', 'Broad']

/** Deterministic and quick: the same workspace on every machine. */
const createRandom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const storedDay = (day: string): number => Number(day.replaceAll('-', ''))

export const openBig = (file: string) =>
  openStore({
    file,
    dataThread: new URL('../../src/main/data-thread.ts', import.meta.url),
    clock: { now: () => Date.now(), uptime: () => performance.now(), after: () => () => undefined },
    log: { write: (level, message, data) => void (level === 'error' && console.error(message, data)) },
  })

/** Of those who played a video, how many got so far. */
const WATCHED = [
  ['videoPlays', 1],
  ['video25', 0.6],
  ['video50', 0.4],
  ['video75', 0.25],
  ['video100', 0.13],
  ['thruPlays', 0.3],
] as const

const fill = async (file: string, size: BigSize): Promise<void> => {
  const random = createRandom(7)
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? ''
  const store = await openBig(file)
  const accounts = Array.from({ length: size.accounts }, (_, i) =>
    account(accountIdOf(i), { name: `Account ${i}`, currency: CURRENCIES[i % 4] ?? 'USD' }),
  )
  const accountOf = (i: number): string => accountIdOf(i % size.accounts)
  const campaigns = Array.from({ length: size.campaigns }, (_, i) =>
    campaign(String(10_000_000 + i), accountOf(i), {
      name: `${word()}_${word()} | ${i}`,
      objective: ['OUTCOME_SALES', 'OUTCOME_LEADS', 'OUTCOME_TRAFFIC'][i % 3] ?? 'OUTCOME_SALES',
      effectiveStatus: random() < 0.6 ? 'ACTIVE' : 'PAUSED',
      budget: { kind: 'daily', amount: 10_000_000 * Math.ceil(random() * 50) },
    }),
  )
  const adSets = campaigns.flatMap(({ id, accountId }, i) =>
    Array.from({ length: 3 }, (_, j) =>
      adSet(String(20_000_000 + i * 3 + j), accountId, id, { name: `${word()} ${j}` }),
    ),
  )
  const ads = Array.from({ length: size.ads }, (_, i) => {
    const set = adSets[i % adSets.length] ?? adSets[0]
    return ad(String(30_000_000 + i), set?.accountId ?? '', set?.campaignId ?? '', set?.id ?? '', {
      name: `${word()}_${word()}_${word()} | v${i % 7}`,
      effectiveStatus: random() < 0.5 ? 'ACTIVE' : 'PAUSED',
    })
  })
  await store.saveAccounts(accounts, Date.now(), true)
  await store.watchAccounts(
    accounts.map(({ id }) => id),
    true,
  )
  await store.saveObjects('campaign', campaigns, 1)
  await store.saveObjects('adset', adSets, 1)
  await store.saveObjects('ad', ads, 1)
  const range = { since: firstDay(size), until: LAST_DAY }
  for (const { id } of accounts)
    for (const level of ['campaign', 'ad'] as const)
      await store.saveCoverage({ accountId: id, kind: 'insights', level, range, at: Date.now(), partial: false })
  await store.close()

  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const at = (name: (typeof FIGURES)[number]): number => 2 + FIGURES.indexOf(name)
  const insert = db.prepare(`${INSIGHT_INSERT} VALUES (${Array.from({ length: INSIGHT_WIDTH }, () => '?').join(',')})`)
  const days = Array.from({ length: size.days }, (_, i) => storedDay(addDays(range.since, i)))
  const objects = db
    .prepare(`SELECT key, level FROM object_key WHERE level IN ('campaign', 'ad') ORDER BY key`)
    .all() as { key: number; level: string }[]
  const values = Array.from<number | null>({ length: INSIGHT_WIDTH }).fill(null)
  for (let from = 0; from < objects.length; from += 500) {
    db.transaction(() => {
      for (const { key, level } of objects.slice(from, from + 500)) {
        const scale = level === 'campaign' ? 13 : 1
        const pull = 0.3 + random()
        values[0] = key
        values[INSIGHT_WIDTH - 1] = 1 + (key % 3)
        for (const day of days) {
          const impressions = Math.floor(random() * 9000 * pull) * scale
          const clicks = Math.floor(impressions * 0.02 * random())
          const results = Math.floor(clicks * 0.1 * random())
          values[1] = day
          values[at('spend')] = Math.floor(impressions * 0.9 * random()) * 10_000
          values[at('impressions')] = impressions
          values[at('clicks')] = clicks
          values[at('linkClicks')] = Math.floor(clicks * 0.8)
          values[at('results')] = results
          values[at('purchases')] = results
          values[at('purchaseValue')] = results * Math.floor(random() * 9000) * 10_000
          values[at('reach')] = Math.floor(impressions * 0.7)
          values[at('landingPageViews')] = Math.floor(clicks * 0.6)
          const [sells, collects, isVideo] = [key % 3 === 0, key % 3 === 1, key % 2 === 0]
          values[at('contentViews')] = sells ? results * 9 : 0
          values[at('addToCart')] = sells ? results * 3 : 0
          values[at('checkouts')] = sells ? Math.floor(results * 1.7) : 0
          values[at('leads')] = collects ? results : 0
          for (const id of ['registrations', 'conversations', 'installs'] as const) values[at(id)] = 0
          const plays = Math.floor(impressions * 0.3 * random())
          WATCHED.forEach(([id, share]) => (values[at(id)] = isVideo ? Math.floor(plays * share) : null))
          insert.run(values)
        }
      }
    })()
  }
  db.exec(`
    INSERT OR IGNORE INTO object_key (id, account_id, level) SELECT DISTINCT account_id, account_id, 'account' FROM object_key;
    INSERT OR IGNORE INTO running_stale
    SELECT a.key, s.slot, m.month, m.month * 100 + 1 FROM object_key a
    JOIN (SELECT 1 AS slot UNION ALL SELECT 3) s
    JOIN (SELECT DISTINCT value / 100 AS month FROM json_each('${JSON.stringify(days)}')) m WHERE a.level = 'account'`)
  db.close()

  const again = await openBig(file)
  while ((await again.freshenRunning([])) > 0);
  await again.close()
}

/** Made once and kept in `bench-out/`: it takes minutes. Its folder has `data/bench.sqlite` in it. */
export const bigWorkspace = async (
  size: BigSize = BIG,
): Promise<{ readonly dir: string; readonly file: string; readonly bytesPerRow: number }> => {
  const dir = fileURLToPath(new URL(`../../bench-out/big-${size.ads}-${size.days}`, import.meta.url))
  const file = join(dir, 'data', 'bench.sqlite')
  const done = join(dir, 'done')
  if (!existsSync(done)) {
    rmSync(dir, { recursive: true, force: true })
    mkdirSync(join(dir, 'data'), { recursive: true })
    console.log(`making ${size.ads} ads of ${size.days} days in bench-out (once)`)
    await fill(file, size)
    writeFileSync(done, '')
  }
  return { dir, file, bytesPerRow: statSync(file).size / ((size.ads + size.campaigns) * size.days) }
}

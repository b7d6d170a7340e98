import { MIGRATIONS } from '../src/main/db/migrations/migrations.ts'
import { openWriter } from '../src/main/db/open-database.ts'

/** Days of each ad. */
const DAYS = 400
const FIRST = Date.UTC(2025, 0, 1)
const storedDayAt = (offset: number): number =>
  Number(new Date(FIRST + offset * 86_400_000).toISOString().slice(0, 10).replaceAll('-', ''))

export const ACCOUNT = 'act_1200000000000001'
export const RANGE = { since: '2025-01-01', until: '2026-12-31' }

/** A workspace's database of one account with so many rows of ads by day; ten ads a set, ten sets a campaign. */
export const fillByDay = (file: string, rows: number): void => {
  const db = openWriter(file, MIGRATIONS)
  db.exec(
    `INSERT INTO account VALUES ('${ACCOUNT}', 'Acme EU', 'acme eu', 'EUR', 'Europe/Berlin', 'ACTIVE', 'NONE', 0, 0, NULL, NULL, '[]', 0);
     INSERT INTO watched_account VALUES ('${ACCOUNT}')`,
  )
  const key = db.prepare('INSERT INTO object_key (key, id, account_id, level) VALUES (?, ?, ?, ?)')
  const campaign = db.prepare(
    `INSERT INTO campaign (key, name, name_folded, objective, status, effective_status) VALUES (?, ?, ?, 'OUTCOME_SALES', 'ACTIVE', 'ACTIVE')`,
  )
  const adset = db.prepare(
    `INSERT INTO adset (key, campaign, name_folded, status, effective_status, doc) VALUES (?, ?, '', 'ACTIVE', 'ACTIVE', ?)`,
  )
  const ad = db.prepare(
    `INSERT INTO ad (key, campaign, adset, name_folded, status, effective_status, doc) VALUES (?, ?, ?, '', 'ACTIVE', 'ACTIVE', ?)`,
  )
  const day =
    db.prepare(`INSERT INTO insight_day (object, day, spend, impressions, clicks, link_clicks, results, purchases, purchase_value, reach, result_type)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const days = Array.from({ length: DAYS }, (_, i) => storedDayAt(i))
  const idOf = (of: number): string => `1200${String(of).padStart(14, '0')}`
  const named = (name: string): string => JSON.stringify({ name })
  db.exec('BEGIN')
  db.prepare(`INSERT INTO coverage VALUES (?, 'insights', 'ad', 20250101, 20261231, 1790000000000, 0, 0, 0)`).run(
    ACCOUNT,
  )
  let left = rows
  let last = 0
  let campaignKey = 0
  let adSetKey = 0
  for (let n = 0; left > 0; n++) {
    if (n % 100 === 0) {
      campaignKey = ++last
      key.run(campaignKey, idOf(campaignKey), ACCOUNT, 'campaign')
      campaign.run(campaignKey, `Prospecting | EU | ${n / 100}`, '')
    }
    if (n % 10 === 0) {
      adSetKey = ++last
      key.run(adSetKey, idOf(adSetKey), ACCOUNT, 'adset')
      adset.run(adSetKey, campaignKey, named(`Broad, 25-54, ${n / 10}`))
    }
    const adKey = ++last
    key.run(adKey, idOf(adKey), ACCOUNT, 'ad')
    ad.run(adKey, campaignKey, adSetKey, named(`Video 9:16 "summer" v${n}`))
    for (const [i, each] of days.slice(0, left).entries()) {
      const seed = (n * 7919 + i * 104_729) % 100_003
      const bought = seed % 4
      day.run(
        adKey,
        each,
        seed * 10_000,
        seed * 7,
        seed % 997,
        seed % 613,
        bought,
        bought,
        bought * 25_990_000,
        seed * 5,
        1,
      )
    }
    left -= Math.min(left, DAYS)
  }
  db.exec('COMMIT')
  db.close()
}

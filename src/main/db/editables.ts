import type { Activity } from '../../shared/domain/activities.ts'
import type { Instant } from '../../shared/domain/day.ts'
import { valuesOf } from '../../shared/domain/edits.ts'
import type { Edit } from '../../shared/domain/edits.ts'
import type { AccountId, Ad, AdSet, Level, ObjectId } from '../../shared/domain/objects.ts'
import { trackingOf } from '../../shared/domain/tracking.ts'
import type { Leading } from '../../shared/domain/tracking.ts'
import { toActivity } from './activities.ts'
import { CAMPAIGN_COLUMNS, toCampaign } from './campaigns.ts'
import type { CampaignRecord } from './campaigns.ts'
import { EDITS_BY_TIME, toEdit } from './journal.ts'
import type { EditRecord } from './journal.ts'
import { listedAt } from './object-states.ts'
import type { Sql } from './sql.ts'
import type { EditableFound, EditablesFound } from './store.ts'

/** What many objects are set to and were, each question asked once for all of them. */

const WANTED = 'json_each(?) w CROSS JOIN object_key k ON k.id = w.value'

interface Own {
  key: number
  read_at: Instant | null
}
type DocumentRecord = Own & {
  id: ObjectId
  account_id: AccountId
  doc: string
  campaign_budget: number | null
  creative: string | null
}
type HeldRecord = {
  object: number
  seen_at: Instant
  budget_kind: 'daily' | 'lifetime' | null
  budget: number | null
  bid: number | null
}

export const createEditables = (sql: Sql) => {
  const campaigns = (ids: string) =>
    sql.all<CampaignRecord & Own>(
      `SELECT ${CAMPAIGN_COLUMNS}, k.key, c.read_at FROM ${WANTED} CROSS JOIN campaign c ON c.key = k.key WHERE c.gone_at IS NULL`,
      ids,
    )
  const documents = (level: 'adset' | 'ad', ids: string) =>
    sql.all<DocumentRecord>(
      `SELECT k.key, k.id, k.account_id, o.read_at, o.doc, c.budget_amount AS campaign_budget, d.doc AS creative
       FROM ${WANTED} CROSS JOIN ${level} o ON o.key = k.key LEFT JOIN campaign c ON c.key = o.campaign
       LEFT JOIN document d ON d.kind = 'creative' AND d.account_id = k.account_id AND d.id = o.doc ->> '$.creativeId'
       WHERE o.gone_at IS NULL`,
      ids,
    )
  const held = (ids: string): ReadonlyMap<number, readonly HeldRecord[]> =>
    Map.groupBy(
      sql.all<HeldRecord>(
        `SELECT s.object, s.seen_at, s.budget_kind, s.budget, s.bid FROM ${WANTED} CROSS JOIN object_state s ON s.object = k.key
         WHERE s.budget IS NOT NULL OR s.bid IS NOT NULL`,
        ids,
      ),
      ({ object }) => object,
    )

  return {
    editables: (ids: readonly ObjectId[], since: Instant): EditablesFound => {
      const wanted = JSON.stringify(ids)
      const history = held(wanted)
      const lists = new Map<string, Instant | null>()
      const listed = (accountId: AccountId, level: Level): Instant | null => {
        const what = `${accountId} ${level}`
        if (!lists.has(what)) lists.set(what, listedAt(sql, accountId, level))
        return lists.get(what) ?? null
      }
      const common = (accountId: AccountId, level: Level, { key, read_at }: Own) => {
        const times = [read_at, listed(accountId, level)].filter((at) => at !== null)
        return {
          confirmedAt: times.length > 0 ? Math.max(...times) : null,
          held: (history.get(key) ?? []).map(({ seen_at, budget_kind, budget, bid }) => ({
            at: seen_at,
            budget: budget_kind === null || budget === null ? null : { kind: budget_kind, amount: budget },
            bid,
          })),
        }
      }
      const ofDocument = (level: 'adset' | 'ad', record: DocumentRecord): EditableFound => {
        const object = JSON.parse(record.doc) as AdSet | Ad
        return {
          level,
          objectId: record.id,
          accountId: record.account_id,
          name: object.name,
          values: valuesOf(object),
          endsAt: object.endTime,
          learning: 'learning' in object ? (object.learning?.status ?? null) : null,
          campaignHasBudget: level === 'adset' && record.campaign_budget !== null,
          tracking: record.creative === null ? null : trackingOf(JSON.parse(record.creative) as Leading),
          ...common(record.account_id, level, record),
        }
      }
      const found: readonly EditableFound[] = [
        ...campaigns(wanted).map((record): EditableFound => {
          const campaign = toCampaign(record)
          return {
            level: 'campaign',
            objectId: campaign.id,
            accountId: campaign.accountId,
            name: campaign.name,
            values: valuesOf(campaign),
            endsAt: campaign.stopTime,
            learning: null,
            campaignHasBudget: false,
            tracking: null,
            ...common(campaign.accountId, 'campaign', record),
          }
        }),
        ...documents('adset', wanted).map((record) => ofDocument('adset', record)),
        ...documents('ad', wanted).map((record) => ofDocument('ad', record)),
      ]
      const asked = new Set(ids)
      const edits: readonly Edit[] = sql
        .all<EditRecord>(`${EDITS_BY_TIME} WHERE made.at > ? ORDER BY made.at`, since)
        .map(toEdit)
        .filter(({ objectId }) => asked.has(objectId))
      const lines: readonly Activity[] = sql
        .all<{ doc: string }>('SELECT doc FROM activity INDEXED BY activity_at WHERE at > ?', since)
        .map(toActivity)
        .filter(({ objectId }) => objectId !== null && asked.has(objectId))
      return { found, edits, lines }
    },

    /** Of the level, in these accounts; names without spaces at their ends. */
    objectsNamed: (level: Level, accountIds: readonly AccountId[], names: readonly string[]): readonly ObjectId[] =>
      sql
        .all<{ id: ObjectId }>(
          `SELECT k.id FROM json_each(?) a CROSS JOIN object_key k ON k.account_id = a.value AND k.level = ?
           CROSS JOIN ${level} o ON o.key = k.key
           WHERE o.gone_at IS NULL AND trim(o.name) IN (SELECT value FROM json_each(?))`,
          JSON.stringify(accountIds),
          level,
          JSON.stringify(names),
        )
        .map(({ id }) => id),
  }
}

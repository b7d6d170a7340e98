import type { JsonFields } from '../../shared/domain/json.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { LEVELS } from '../../shared/domain/objects.ts'
import type { Sql } from './sql.ts'
import type { AgeKind, Document, DocumentKey, DocumentKind, KindAgeOf, ListKind, SaveDocuments } from './store.ts'

const OF_DOCUMENTS: Readonly<Record<ListKind, AgeKind>> = {
  creative: 'creatives',
  audience: 'audiences',
  ranking: 'rankings',
  pixel: 'pixels',
  page: 'pages',
  rule: 'rules',
  minimum: 'minimums',
  image: 'images',
  video: 'videos',
}
const OF_LEVELS = { campaign: 'campaigns', adset: 'adsets', ad: 'ads' } as const

/** All kinds of all accounts in one question: hundreds of accounts have twelve each. */
const AGES = (() => {
  const ageOf = (kind: AgeKind, fetchedAt: string, count: string): string =>
    `SELECT r.id AS accountId, '${kind}' AS kind, (${fetchedAt}) AS fetchedAt, (SELECT count(*) FROM ${count}) AS count FROM r`
  const fetched = (what: string): string => `SELECT at FROM fetched WHERE account_id = r.id AND what = '${what}'`
  const parts = [
    ageOf('accounts', 'SELECT fetched_at FROM account WHERE id = r.id', 'account WHERE id = r.id'),
    ...LEVELS.map((level) =>
      ageOf(
        OF_LEVELS[level],
        `SELECT at FROM coverage WHERE account_id = r.id AND kind = 'objects' AND level = '${level}'`,
        `object_key k CROSS JOIN ${level} o ON o.key = k.key
         WHERE k.account_id = r.id AND k.level = '${level}' AND o.gone_at IS NULL`,
      ),
    ),
    ageOf('activities', fetched('activities'), 'activity WHERE account_id = r.id'),
    ...(Object.keys(OF_DOCUMENTS) as ListKind[]).map((kind) =>
      ageOf(OF_DOCUMENTS[kind], fetched(kind), `document WHERE kind = '${kind}' AND account_id = r.id`),
    ),
  ]
  return `WITH r AS MATERIALIZED (SELECT value AS id FROM json_each(?)) ${parts.join(' UNION ALL ')}`
})()

export const createDocuments = (sql: Sql) => ({
  documents: ({ kind, accountId }: { readonly kind: DocumentKind; readonly accountId: AccountId | null }) =>
    sql
      .all<{ id: string; doc: string; at: number }>(
        'SELECT id, doc, at FROM document WHERE kind = ? AND account_id = ? ORDER BY id',
        kind,
        accountId ?? '',
      )
      .map(({ id, doc, at }): Document => ({ id, doc: JSON.parse(doc) as JsonFields, at })),

  document: ({ kind, accountId, id }: DocumentKey): Document | null => {
    const found = sql.get<{ doc: string; at: number }>(
      'SELECT doc, at FROM document WHERE kind = ? AND account_id = ? AND id = ?',
      kind,
      accountId,
      id,
    )
    return found ? { id, doc: JSON.parse(found.doc) as JsonFields, at: found.at } : null
  },

  kindAges: (accountIds: readonly AccountId[]): readonly KindAgeOf[] =>
    sql.all<KindAgeOf>(AGES, JSON.stringify(accountIds)),

  saveDocuments: ({ accountId, kind, list, at, complete }: SaveDocuments): void => {
    const owner = accountId ?? ''
    for (const { id, doc } of list) {
      sql.run(
        'INSERT OR REPLACE INTO document (kind, account_id, id, doc, at) VALUES (?, ?, ?, ?, ?)',
        kind,
        owner,
        id,
        JSON.stringify(doc),
        at,
      )
    }
    if (!complete) return
    sql.run(
      'DELETE FROM document WHERE kind = ? AND account_id = ? AND id NOT IN (SELECT value FROM json_each(?))',
      kind,
      owner,
      JSON.stringify(list.map(({ id }) => id)),
    )
    sql.run('INSERT OR REPLACE INTO fetched (account_id, what, at) VALUES (?, ?, ?)', owner, kind, at)
  },
})

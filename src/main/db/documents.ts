import type { Instant } from '../../shared/domain/day.ts'
import type { JsonFields } from '../../shared/domain/json.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { LEVELS } from '../../shared/domain/objects.ts'
import type { Sql } from './sql.ts'
import type { AgeKind, Document, DocumentKind, KindAgeOf, ListKind, SaveDocuments } from './store.ts'

const OF_DOCUMENTS: Readonly<Record<ListKind, AgeKind>> = {
  creative: 'creatives',
  audience: 'audiences',
  pixel: 'pixels',
  page: 'pages',
  rule: 'rules',
  image: 'images',
  video: 'videos',
}
const OF_LEVELS = { campaign: 'campaigns', adset: 'adsets', ad: 'ads' } as const

export const createDocuments = (sql: Sql) => {
  const fetchedAt = (accountId: AccountId, what: string): Instant | null =>
    sql.get<{ at: number }>('SELECT at FROM fetched WHERE account_id = ? AND what = ?', accountId, what)?.at ?? null
  const countOf = (text: string, ...values: string[]): number => sql.get<{ n: number }>(text, ...values)?.n ?? 0

  const agesOf = (accountId: AccountId): readonly KindAgeOf[] => [
    {
      accountId,
      kind: 'accounts',
      fetchedAt: sql.get<{ at: number }>('SELECT fetched_at AS at FROM account WHERE id = ?', accountId)?.at ?? null,
      count: countOf('SELECT count(*) AS n FROM account WHERE id = ?', accountId),
    },
    ...LEVELS.map((level) => ({
      accountId,
      kind: OF_LEVELS[level],
      fetchedAt:
        sql.get<{ at: number }>(
          `SELECT at FROM coverage WHERE account_id = ? AND kind = 'objects' AND level = ?`,
          accountId,
          level,
        )?.at ?? null,
      count: countOf(
        `SELECT count(*) AS n FROM object_key k CROSS JOIN ${level} o ON o.key = k.key
         WHERE k.account_id = ? AND k.level = ? AND o.gone_at IS NULL`,
        accountId,
        level,
      ),
    })),
    {
      accountId,
      kind: 'activities',
      fetchedAt: fetchedAt(accountId, 'activities'),
      count: countOf('SELECT count(*) AS n FROM activity WHERE account_id = ?', accountId),
    },
    ...(Object.keys(OF_DOCUMENTS) as ListKind[]).map((kind) => ({
      accountId,
      kind: OF_DOCUMENTS[kind],
      fetchedAt: fetchedAt(accountId, kind),
      count: countOf('SELECT count(*) AS n FROM document WHERE kind = ? AND account_id = ?', kind, accountId),
    })),
  ]

  return {
    documents: ({ kind, accountId }: { readonly kind: DocumentKind; readonly accountId: AccountId | null }) =>
      sql
        .all<{ id: string; doc: string; at: number }>(
          'SELECT id, doc, at FROM document WHERE kind = ? AND account_id = ? ORDER BY id',
          kind,
          accountId ?? '',
        )
        .map(({ id, doc, at }): Document => ({ id, doc: JSON.parse(doc) as JsonFields, at })),

    kindAges: (accountIds: readonly AccountId[]): readonly KindAgeOf[] => accountIds.flatMap(agesOf),

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
  }
}

import type { Day, Instant } from '../../shared/domain/day.ts'
import type { AccountId, AccountRow, AccountSource, AdAccount } from '../../shared/domain/objects.ts'
import type { createCoverage } from './coverage.ts'
import { storedDay } from './days.ts'
import { folded } from './sql.ts'
import type { Sql } from './sql.ts'

interface AccountRecord {
  id: string
  name: string
  currency: string
  zone: string
  status: AdAccount['status']
  disable_reason: AdAccount['disableReason']
  amount_spent: number | null
  balance: number | null
  spend_cap: number | null
  tasks: string | null
  sources: string
  fetched_at: number
  watched: number
  read_only: number
  spent_today: number | null
}

const SPENT = `
  SELECT sum(d.spend) FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day = ?
  WHERE k.account_id = ? AND k.level = 'campaign'`

export const createAccounts = (sql: Sql, { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>) => ({
  accounts: (today: readonly { readonly accountId: AccountId; readonly day: Day }[]): readonly AccountRow[] => {
    const dayOfAccount = new Map(today.map(({ accountId, day }) => [accountId, day]))
    return sql
      .all<AccountRecord>(
        `SELECT a.*, w.account_id IS NOT NULL AS watched, r.account_id IS NOT NULL AS read_only
         FROM account a LEFT JOIN watched_account w ON w.account_id = a.id
         LEFT JOIN read_only_account r ON r.account_id = a.id ORDER BY a.name_folded, a.id`,
      )
      .map((record) => {
        const day = dayOfAccount.get(record.id)
        const [fresh] = day ? freshnessOf([{ accountId: record.id, since: day, until: day }]) : []
        const spent = day
          ? sql.get<{ spend: number | null }>(`SELECT (${SPENT}) AS spend`, storedDay(day), record.id)
          : undefined
        return {
          id: record.id,
          name: record.name,
          currency: record.currency,
          zone: record.zone,
          status: record.status,
          disableReason: record.disable_reason,
          amountSpent: record.amount_spent,
          balance: record.balance,
          spendCap: record.spend_cap,
          tasks: record.tasks === null ? null : (JSON.parse(record.tasks) as string[]),
          sources: JSON.parse(record.sources) as AccountSource[],
          watched: record.watched === 1,
          readOnly: record.read_only === 1,
          fetchedAt: record.fetched_at,
          figuresAt: fresh?.asOf ?? null,
          spentToday: spent?.spend ?? null,
          partial: fresh?.partial ?? false,
        }
      })
  },

  accountsFetchedAt: (): Instant | null =>
    sql.get<{ at: number }>(`SELECT at FROM fetched WHERE account_id = '' AND what = 'accounts'`)?.at ?? null,

  saveAccounts: (accounts: readonly AdAccount[], at: Instant, complete: boolean): void => {
    for (const account of accounts) {
      sql.run(
        `INSERT OR REPLACE INTO account
           (id, name, name_folded, currency, zone, status, disable_reason, amount_spent, balance, spend_cap, tasks, sources, fetched_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        account.id,
        account.name,
        folded(account.name),
        account.currency,
        account.zone,
        account.status,
        account.disableReason,
        account.amountSpent,
        account.balance,
        account.spendCap,
        account.tasks && JSON.stringify(account.tasks),
        JSON.stringify(account.sources),
        at,
      )
    }
    if (complete) {
      const ids = JSON.stringify(accounts.map(({ id }) => id))
      sql.run('DELETE FROM account WHERE id NOT IN (SELECT value FROM json_each(?))', ids)
    }
    sql.run(`INSERT OR REPLACE INTO fetched (account_id, what, at) VALUES ('', 'accounts', ?)`, at)
  },

  watchAccounts: (ids: readonly AccountId[], watched: boolean): void => {
    for (const id of ids) {
      if (watched) sql.run('INSERT OR IGNORE INTO watched_account (account_id) VALUES (?)', id)
      else sql.run('DELETE FROM watched_account WHERE account_id = ?', id)
    }
  },

  setReadOnly: (ids: readonly AccountId[], readOnly: boolean): void => {
    for (const id of ids) {
      if (readOnly) sql.run('INSERT OR IGNORE INTO read_only_account (account_id) VALUES (?)', id)
      else sql.run('DELETE FROM read_only_account WHERE account_id = ?', id)
    }
  },
})

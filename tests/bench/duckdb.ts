import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { METRICS } from '../../src/shared/domain/metrics.ts'
import type { Metric, MetricId } from '../../src/shared/domain/metrics.ts'
import { loadExtra } from './extras.ts'
import { SHOWN } from './table-questions.ts'
import type { Question } from './table-questions.ts'

/** The same rows in DuckDB, in the order that suits it best (by day), answering the same questions by the same threads' worth of cores. */

interface Connection {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
}
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> }
}

const SUMS = ['spend', 'impressions', 'clicks', 'link_clicks', 'results', 'purchases', 'purchase_value'] as const
const LINES = 20_000

const exportRows = (from: string, csv: string): void => {
  const db = new Database(from, { readonly: true })
  const out = openSync(csv, 'w')
  const rows = db
    .prepare(
      `SELECT d.day, d.object, ${SUMS.map((name) => `d.${name}`).join(', ')} FROM insight_day d
       WHERE d.object IN (SELECT key FROM ad)`,
    )
    .raw()
    .iterate() as IterableIterator<unknown[]>
  let lines: string[] = []
  const flush = (): void => {
    writeSync(out, `${lines.join('\n')}\n`)
    lines = []
  }
  for (const row of rows) if (lines.push(row.join(',')) === LINES) flush()
  if (lines.length > 0) flush()
  closeSync(out)
  db.close()
}

const exportAds = (from: string, csv: string): void => {
  const db = new Database(from, { readonly: true })
  const rows = db
    .prepare('SELECT a.key, k.id, a.name_folded, a.effective_status FROM ad a JOIN object_key k ON k.key = a.key')
    .raw()
    .all() as unknown[][]
  const out = openSync(csv, 'w')
  writeSync(out, rows.map((row) => row.join('\t')).join('\n'))
  closeSync(out)
  db.close()
}

/** Filled once beside the big workspace. */
export const openDuckDb = async (dir: string, sqlite: string): Promise<Connection> => {
  const { DuckDBInstance } = await loadExtra<DuckDb>('@duckdb/node-api')
  const file = join(dir, 'duck.db')
  const isNew = !existsSync(file)
  const connection = await (await DuckDBInstance.create(file)).connect()
  if (!isNew) return connection
  const [days, ads] = [join(dir, 'days.csv'), join(dir, 'ads.csv')]
  exportRows(sqlite, days)
  exportAds(sqlite, ads)
  await connection.run(
    `CREATE TABLE d AS SELECT * FROM read_csv('${days}', header = false, columns = {'day': 'INTEGER', 'object': 'INTEGER', ${SUMS.map((name) => `'${name}': '${name === 'results' || name === 'purchases' ? 'DOUBLE' : 'BIGINT'}'`).join(', ')}}) ORDER BY day, object`,
  )
  await connection.run(
    `CREATE TABLE a AS SELECT * FROM read_csv('${ads}', header = false, delim = '\t', quote = '', columns = {'key': 'INTEGER', 'id': 'VARCHAR', 'name': 'VARCHAR', 'status': 'VARCHAR'})`,
  )
  await connection.run('CHECKPOINT')
  rmSync(days)
  rmSync(ads)
  return connection
}

const column = (id: string): string => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const figure = (id: MetricId, prefix: string): string => {
  const metric: Metric = METRICS[id]
  return metric.kind === 'ratio'
    ? `${prefix}${column(metric.over)}::DOUBLE / nullif(${prefix}${column(metric.under)}, 0) * ${metric.times}`
    : `${prefix}${column(id)}`
}
const stored = (day: string): string => day.replaceAll('-', '')

/** One page of 100 rows with totals over all that match. */
export const duckSql = ({ range, compared, sort, status, search, spendAbove }: Question): string => {
  const sums = (of: { since: string; until: string }, prefix: string): string =>
    SUMS.map(
      (name) =>
        `sum(d.${name}) FILTER (WHERE d.day BETWEEN ${stored(of.since)} AND ${stored(of.until)}) AS ${prefix}${name}`,
    ).join(', ')
  const from = compared && compared.since < range.since ? compared.since : range.since
  const by =
    sort.by === 'name'
      ? 'name'
      : sort.change && compared
        ? `(${figure(sort.by, 'n_')}) - (${figure(sort.by, 'b_')})`
        : figure(sort.by, 'n_')
  return `
    WITH sums AS (
      SELECT d.object, ${sums(range, 'n_')}${compared ? `, ${sums(compared, 'b_')}` : ''}
      FROM d WHERE d.day BETWEEN ${stored(from)} AND ${stored(range.until)} GROUP BY d.object
    ), m AS (
      SELECT a.id, a.name, s.* FROM a LEFT JOIN sums s ON s.object = a.key
      WHERE a.status NOT IN ('ARCHIVED', 'DELETED')
        ${status ? `AND a.status = '${status}'` : ''} ${search ? `AND contains(a.name, '${search}')` : ''}
        ${spendAbove === null ? '' : `AND s.n_spend > ${spendAbove}`}
    )
    SELECT id, name, ${SHOWN.map((id) => figure(id, 'n_')).join(', ')}
      ${compared ? `, ${SHOWN.map((id) => figure(id, 'b_')).join(', ')}` : ''},
      count(*) OVER () AS total, ${SUMS.map((name) => `sum(n_${name}) OVER ()`).join(', ')}
    FROM m ORDER BY ${by} ${sort.descending ? 'DESC' : 'ASC'} NULLS LAST, name, id LIMIT 100`
}

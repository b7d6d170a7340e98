import type { Database, RunResult, Statement } from 'better-sqlite3'

export type Value = string | number | null
/** For `?` in order, or one object for `@names` (the driver takes `?1` for a name too). */
export type Values = readonly (Value | Readonly<Record<string, Value>>)[]

/** One connection with its statements, each compiled once. Row types are the caller's word for its own SQL. */
export interface Sql {
  readonly db: Database
  all<Row>(text: string, ...values: Values): Row[]
  get<Row>(text: string, ...values: Values): Row | undefined
  each<Row>(text: string, ...values: Values): IterableIterator<Row>
  run(text: string, ...values: Values): RunResult
}

export const createSql = (db: Database): Sql => {
  const statements = new Map<string, Statement<unknown[]>>()
  const prepared = (text: string): Statement<unknown[]> => {
    const known = statements.get(text)
    if (known) return known
    const statement = db.prepare<unknown[]>(text)
    statements.set(text, statement)
    return statement
  }
  return {
    db,
    all: <Row>(text: string, ...values: Values) => prepared(text).all(...values) as Row[],
    get: <Row>(text: string, ...values: Values) => prepared(text).get(...values) as Row | undefined,
    each: <Row>(text: string, ...values: Values) => prepared(text).iterate(...values) as IterableIterator<Row>,
    run: (text, ...values) => prepared(text).run(...values),
  }
}

/**
 * Writes many rows of `width` values by few statements: crossing into SQLite costs more than a row. `fill` puts the
 * values of a row into `values` from `at` on. Answers how many rows were written (an upsert whose WHERE does not hold
 * writes none).
 */
export const createBulk = (db: Database, head: string, width: number, tail: string) => {
  const ROWS = 64
  const row = `(${Array.from({ length: width }, () => '?').join(',')})`
  const statementOf = (rows: number) =>
    db.prepare<unknown[]>(`${head} VALUES ${Array.from({ length: rows }, () => row).join(',')} ${tail}`)
  const many = statementOf(ROWS)
  const single = statementOf(1)
  const values = Array.from<Value>({ length: ROWS * width }).fill(null)
  return (rows: number, fill: (row: number, values: Value[], at: number) => void): number => {
    let changed = 0
    let next = 0
    while (next + ROWS <= rows) {
      for (let i = 0; i < ROWS; i++) fill(next++, values, i * width)
      changed += many.run(values).changes
    }
    for (; next < rows; next++) {
      fill(next, values, 0)
      changed += single.run(values.slice(0, width)).changes
    }
    return changed
  }
}

/** For search and for sorting by name: SQLite's own LIKE and NOCASE know ASCII alone. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

import type { TableFilter } from '../../src/shared/domain/table.ts'
import type { TableQuery } from '../../src/main/db/store.ts'
import { addDays } from '../../src/shared/domain/day.ts'
import { accountIdOf, BIG, bigWorkspace, firstDay, LAST_DAY, openBig } from './big-workspace.ts'
import { duckSql, openDuckDb } from './duckdb.ts'
import { median, p95 } from './report.ts'
import type { Bench } from './report.ts'
import { questionsOf, SHOWN } from './table-questions.ts'
import type { Question } from './table-questions.ts'

const QUESTIONS = 200
const RANGES = 40

const queryOf = ({ range, compared, sort, status, search, spendAbove }: Question): TableQuery => {
  const rangesOf = (days: Question['range']) =>
    Array.from({ length: BIG.accounts }, (_, i) => ({ accountId: accountIdOf(i), ...days }))
  const filters: TableFilter[] = []
  if (status) filters.push({ kind: 'choice', field: 'status', operator: 'in', values: [status] })
  if (spendAbove !== null)
    filters.push({ kind: 'figure', figure: 'spend', aspect: 'value', operator: '>', value: spendAbove })
  return {
    level: 'ad',
    ranges: rangesOf(range),
    compared: compared ? rangesOf(compared) : [],
    campaignIds: [],
    adSetIds: [],
    search,
    filters,
    group: null,
    sort: {
      by: sort.by,
      aspect: sort.change && compared ? 'change' : 'value',
      direction: sort.descending ? 'descending' : 'ascending',
    },
    figures: SHOWN,
    formulas: [],
    trend: null,
    offset: 0,
    limit: 100,
  }
}

export const bench: Bench = {
  names: ['table.queryP95Ms', 'table.range400vs1', 'table.vsDuckdb', 'db.bytesPerRow'],
  run: async (report) => {
    const { dir, file, bytesPerRow } = await bigWorkspace()
    report('db.bytesPerRow', { value: bytesPerRow, unit: 'bytes', limit: 120, better: 'lower' })
    const duck = await openDuckDb(dir, file)
    const store = await openBig(file)
    try {
      const timed = async (work: () => Promise<unknown>): Promise<number> => {
        const start = performance.now()
        await work()
        return performance.now() - start
      }
      const questions = questionsOf(firstDay(BIG), BIG.days, QUESTIONS, 1)
      const warm = questionsOf(firstDay(BIG), BIG.days, 5, 2)
      for (const question of warm) {
        await store.table(queryOf(question))
        await duck.runAndReadAll(duckSql(question))
      }
      const ours: number[] = []
      const theirs: number[] = []
      for (const question of questions) {
        let found = 0
        ours.push(await timed(async () => (found = (await store.table(queryOf(question))).total)))
        let rows: unknown[][] = []
        theirs.push(await timed(async () => (rows = (await duck.runAndReadAll(duckSql(question))).getRows())))
        const wanted = Number(rows[0]?.[2 + SHOWN.length * (question.compared ? 2 : 1)] ?? 0)
        if (wanted !== found) throw new Error(`${found} rows here, ${wanted} there: ${JSON.stringify(question)}`)
      }
      console.log(
        `${QUESTIONS} questions: p95 ${p95(ours).toFixed(1)} ms (median ${median(ours).toFixed(1)}), DuckDB ${p95(theirs).toFixed(1)} ms (median ${median(theirs).toFixed(1)})`,
      )
      report('table.queryP95Ms', { value: p95(ours), unit: 'ms', limit: 50, better: 'lower' })
      report('table.vsDuckdb', { value: p95(ours) / p95(theirs), unit: 'of DuckDB', limit: 1, better: 'lower' })

      // Days that were not asked for before, one long and one short in turn: what else the machine does meets both.
      const long: number[] = []
      const short: number[] = []
      const [first] = questions
      if (!first) throw new Error('no question')
      const plain = { ...first, compared: null, status: null, search: '', spendAbove: null }
      for (let i = 0; i < RANGES; i++) {
        const sort = { by: SHOWN[i % SHOWN.length] ?? 'spend', descending: i % 2 === 0, change: false }
        const one = addDays(LAST_DAY, -i * 9)
        const whole = { since: addDays(firstDay(BIG), i % 7), until: addDays(LAST_DAY, -Math.floor(i / 7)) }
        long.push(await timed(() => store.table(queryOf({ ...plain, sort, range: whole }))))
        short.push(await timed(() => store.table(queryOf({ ...plain, sort, range: { since: one, until: one } }))))
      }
      console.log(`400 days ${median(long).toFixed(1)} ms, one day ${median(short).toFixed(1)} ms`)
      report('table.range400vs1', {
        value: median(long) / median(short),
        unit: 'of one day',
        limit: 2,
        better: 'lower',
      })
    } finally {
      await store.close()
    }
  },
}

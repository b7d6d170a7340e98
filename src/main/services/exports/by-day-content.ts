import type { WorkspaceContext } from '../context.ts'
import type { About, Column } from '../../export/columns.ts'
import type { FiguresLevel } from '../../../shared/domain/objects.ts'
import { FIGURES } from '../../../shared/domain/insights.ts'
import { METRICS } from '../../../shared/domain/metrics.ts'
import type { Period } from '../../../shared/domain/periods.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'
import { AppError } from '../../../shared/errors.ts'
import { aboutOf } from './about.ts'
import type { ByDayJob } from './job.ts'

/** Each level's line begins with everything above it. */
const ABOVE: Readonly<Record<FiguresLevel, readonly Exclude<FiguresLevel, 'account'>[]>> = {
  account: [],
  campaign: ['campaign'],
  adset: ['campaign', 'adset'],
  ad: ['campaign', 'adset', 'ad'],
}

const snake = (id: string): string => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const columnsOf = (level: FiguresLevel, { columns, figures }: ExportWords): readonly Column[] => [
  { id: 'account', title: columns.name.account, kind: 'text' },
  { id: 'account_id', title: columns.id.account, kind: 'text' },
  { id: 'currency', title: columns.currency, kind: 'text' },
  ...ABOVE[level].flatMap((each): readonly Column[] => [
    { id: each, title: columns.name[each], kind: 'text' },
    { id: `${each}_id`, title: columns.id[each], kind: 'text' },
  ]),
  { id: 'day', title: columns.day, kind: 'day' },
  ...FIGURES.map((id): Column => ({
    id: snake(id),
    title: figures[id],
    kind: METRICS[id].unit === 'money' ? 'money' : 'count',
  })),
  { id: 'result_type', title: columns.resultType, kind: 'text' },
  { id: 'figures_from', title: columns.dataFrom, kind: 'instant' },
  { id: 'partial', title: columns.partial, kind: 'flag' },
]

/** Every stored day of every object of a level, as a job for the thread. Throws AppError `badInput` when no account is meant. */
export const byDayContent = async (
  { watched, ranges, store, clock }: Pick<WorkspaceContext, 'watched' | 'ranges' | 'store' | 'clock'>,
  input: { readonly level: FiguresLevel; readonly period: Period; readonly accountIds: readonly string[] },
  words: ExportWords,
): Promise<{ readonly job: ByDayJob; readonly about: About; readonly name: string }> => {
  const { level, period, accountIds } = input
  const all = await watched()
  const asked = new Map((await ranges(period)).map((range) => [range.accountId, range]))
  const accounts = all.flatMap(({ id, name, currency }) => {
    const range = asked.get(id)
    return range && (accountIds.length === 0 || accountIds.includes(id)) ? [{ range, name, currency }] : []
  })
  if (accounts.length === 0) throw new AppError('badInput', { field: 'accounts' })
  const days = {
    since: accounts.map(({ range }) => range.since).reduce((a, b) => (a < b ? a : b)),
    until: accounts.map(({ range }) => range.until).reduce((a, b) => (a > b ? a : b)),
  }
  const coverage = await store.coverageOf(accounts.map(({ range }) => range.accountId))
  const read = accounts.map(({ range }) => {
    const at = coverage.flatMap((each) =>
      each.accountId === range.accountId && each.kind === 'insights' && each.level === level ? [each.at] : [],
    )
    return at.length > 0 ? Math.max(...at) : null
  })
  const name = words.byDay(words.levels[level])
  return {
    name: `${name} ${days.since} – ${days.until}`,
    about: aboutOf(words, {
      period: days,
      compared: null,
      accounts: accounts.map((account) => account.name),
      asOf: read.includes(null) ? null : Math.min(...read.filter((at) => at !== null)),
      partial: false,
      now: clock.now(),
    }),
    job: { level, name, columns: columnsOf(level, words), resultTypes: words.resultTypes, accounts },
  }
}

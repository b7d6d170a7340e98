import type { AskedService } from '../asked/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RatesService } from '../rates/index.ts'
import type { TableQuery } from '../../db/store.ts'
import { createMoney } from './money.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import { comparedRange, isByHour } from '../../../shared/domain/periods.ts'
import type { TablePage } from '../../../shared/domain/table.ts'

/** Tables of campaigns, ad sets and ads: each account's own days, hours and rates, then the database. */
export interface Tables {
  query(input: Checked<'table.query'>): Promise<TablePage>
  /** Ids of all objects that match, or keys of groups, in order. */
  keys(input: Checked<'table.keys'>): Promise<readonly string[]>
  find(input: Checked<'table.find'>): Promise<number | null>
}

export const createTables = ({
  context,
  hours,
  rates,
}: {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'watched' | 'ranges'>
  readonly hours: Pick<AskedService['hours'], 'same'>
  readonly rates: Pick<RatesService, 'reporting'>
}): Tables => {
  const { store, ranges, graph, watched } = context
  const moneyOf = createMoney({ context, rates })

  /** Days, or hours where they are compared: one for each range, in order. */
  const comparedTo = async (
    { level, period, compare }: Pick<Checked<'table.keys'>, 'level' | 'period' | 'compare'>,
    inView: TableQuery['ranges'],
  ): Promise<Pick<TableQuery, 'compared' | 'hours'>> => {
    if (compare === null || (isByHour(compare) && period !== 'today')) return { compared: [] }
    if (!isByHour(compare))
      return { compared: inView.map((range) => ({ accountId: range.accountId, ...comparedRange(compare, range) })) }
    const accountIds = inView.map(({ accountId }) => accountId)
    const known = accountIds.length === 0 ? [] : await hours.same(level, accountIds, compare)
    const compared = known.map(({ accountId, comparedDay: day }) => ({ accountId, since: day, until: day }))
    return { compared, hours: known }
  }

  const asked = async (
    { period, compare, accountIds, currency, ...question }: Omit<Checked<'table.keys'>, 'limit'>,
    part: Pick<TableQuery, 'trend' | 'offset' | 'limit' | 'keys'>,
  ): Promise<TableQuery> => {
    const inView = (await ranges(period)).filter(
      ({ accountId }) => accountIds.length === 0 || accountIds.includes(accountId),
    )
    const against = await comparedTo({ level: question.level, period, compare }, inView)
    const money = await moneyOf(inView, against.compared, currency ?? null)
    return { ...question, ranges: inView, ...against, ...(money ? { money } : {}), ...part }
  }
  /** Of all its rows. Brings running totals up to date, which they are put in order by. */
  const whole = async (question: Omit<Checked<'table.keys'>, 'limit'>): Promise<TableQuery> => {
    const query = await asked(question, { trend: null, offset: 0, limit: 1 })
    await store.table(query)
    return query
  }
  const isUnderWay = async ({ ranges: inView, compared, hours: byHour }: TableQuery): Promise<boolean> => {
    if (compared.length === 0 || byHour) return false
    const now = graph.now()
    const todays = new Map((await watched()).map(({ id, zone }) => [id, dayAt(now, zone)]))
    return inView.some(({ accountId, until }) => until >= (todays.get(accountId) ?? until))
  }
  return {
    query: async ({ trend, offset, limit, keys, ...question }) => {
      const query = await asked(question, { trend, offset, limit, keys })
      const [found, underWay] = await Promise.all([store.table(query), isUnderWay(query)])
      return { ...found, underWay }
    },
    keys: async ({ limit, ...question }) => store.tableKeys({ ...(await whole(question)), limit }),
    find: async ({ text, from, ...question }) => store.tableFind(await whole(question), text, from),
  }
}

import type { WorkspaceContext } from '../context.ts'
import type { TableQuery } from '../../db/store.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { comparedRange } from '../../../shared/domain/periods.ts'
import type { TablePage } from '../../../shared/domain/table.ts'

/** Tables of campaigns, ad sets and ads: each account's own days, then the database. */
export interface Tables {
  query(input: Checked<'table.query'>): Promise<TablePage>
  /** Ids of all objects that match, or keys of groups, in order. */
  keys(input: Checked<'table.keys'>): Promise<readonly string[]>
}

export const createTables = ({ store, ranges }: Pick<WorkspaceContext, 'store' | 'ranges'>): Tables => {
  const asked = async (
    { period, compare, accountIds, ...question }: Omit<Checked<'table.keys'>, 'limit'>,
    part: Pick<TableQuery, 'trend' | 'offset' | 'limit'>,
  ): Promise<TableQuery> => {
    const inView = (await ranges(period)).filter(
      ({ accountId }) => accountIds.length === 0 || accountIds.includes(accountId),
    )
    const compared =
      compare === null || compare === 'sameHour'
        ? []
        : inView.map((range) => ({ accountId: range.accountId, ...comparedRange(compare, range) }))
    return { ...question, ranges: inView, compared, ...part }
  }
  return {
    query: async ({ trend, offset, limit, ...question }) =>
      store.table(await asked(question, { trend, offset, limit })),
    keys: async ({ limit, ...question }) => {
      const query = await asked(question, { trend: null, offset: 0, limit })
      // Brings running totals up to date, which the keys are then made of.
      await store.table({ ...query, limit: 1 })
      return store.tableKeys(query)
    },
  }
}

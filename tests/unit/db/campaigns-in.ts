import type { AccountRange, Store } from '../../../src/main/db/store.ts'
import { campaignsOf } from '../../campaigns.ts'
import type { CampaignsAsked, CampaignsFound } from '../../campaigns.ts'

/** The table of campaigns over these days, whatever a period would mean. */
export const campaignsIn = (
  store: Pick<Store, 'table'>,
  ranges: readonly AccountRange[],
  asked: Partial<Pick<CampaignsAsked, 'statuses' | 'search' | 'sort'>> = {},
): Promise<CampaignsFound> =>
  campaignsOf(
    (_, { period: _period, compare: _compare, accountIds: _accounts, ...question }) =>
      store.table({ ...question, ranges, compared: [] }).then((page) => ({ ...page, underWay: false })),
    {
      statuses: [],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      ...asked,
      period: 'today',
      accountIds: [],
      offset: 0,
      limit: 100,
    },
  )

import { useEffect } from 'react'
import type { CampaignColumn, CampaignPage } from '../../../shared/contract/figures.ts'
import type { Input } from '../../../shared/contract/contract.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { call, onEvent } from '../../api.ts'
import { useView } from '../../stores/view.ts'
import { usePages } from '../../ui/data-table-pages.ts'
import type { Pages } from '../../ui/data-table-pages.ts'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { useDelayed } from '../../ui/use-delayed.ts'

type Query = Input<'campaigns.query'>

/** What can be filtered by, in the order of the menu. */
export const FILTERABLE = [
  'ACTIVE',
  'PAUSED',
  'WITH_ISSUES',
  'IN_PROCESS',
  'ARCHIVED',
  'DELETED',
] as const satisfies readonly Query['statuses'][number][]
export type Filterable = (typeof FILTERABLE)[number]

export const ROOM = 'campaigns'
const FIRST_SORT: TableSort = { by: 'spend', direction: 'descending' }
const COALESCE = 60
const NONE: readonly string[] = []

export interface Campaigns {
  readonly pages: Pages<CampaignPage, CampaignRow>
  readonly question: string
  readonly sort: TableSort
  readonly statuses: readonly Filterable[]
  readonly isFiltered: boolean
}

const rowsOf = ({ rows }: CampaignPage): readonly CampaignRow[] => rows
const totalOf = ({ total }: CampaignPage): number => total

/** The campaigns that the view asks for, a window of them at a time, asked for again when figures change. */
export const useCampaigns = (): Campaigns => {
  const period = useView((state) => state.period)
  const accountIds = useView((state) => state.accountIds)
  const typed = useView((state) => state.filters[ROOM] ?? '')
  const chosen = useView((state) => state.statuses[ROOM] ?? NONE)
  const sort = useView((state) => state.sorts[ROOM]) ?? FIRST_SORT
  const search = useDelayed(typed.trim(), 120)
  const statuses = FILTERABLE.filter((status) => chosen.includes(status))

  const query = {
    period,
    accountIds: [...accountIds],
    statuses,
    search,
    sort: { by: sort.by as CampaignColumn, direction: sort.direction },
  }
  const question = JSON.stringify(query)
  const pages = usePages<CampaignPage, CampaignRow>({
    question,
    load: (offset, limit) => call('campaigns.query', { ...query, offset, limit }),
    rowsOf,
    totalOf,
  })

  const { reload } = pages
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        reload()
      }, COALESCE)
    }
    const stops = [onEvent('figures.changed', soon), onEvent('edits.changed', soon), onEvent('accounts.changed', soon)]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [reload])

  return { pages, question, sort, statuses, isFiltered: typed !== '' || statuses.length > 0 || accountIds.length > 0 }
}

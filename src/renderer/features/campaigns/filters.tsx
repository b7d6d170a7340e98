import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { memo } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import { useAccounts } from '../../stores/queries.ts'
import { NO_PARENTS, useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import { AddFilter, FilterChips } from '../../ui/filter-chips.tsx'
import { chosenStatuses, STATUSES, withStatuses } from '../../ui/filter-conditions.ts'
import type { FilterEditing } from '../../ui/filter-editing.ts'
import { Menu, MenuCheck } from '../../ui/menu.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import css from './filters.module.css'
import { statusText } from '../../ui/table-words.ts'

const toggled = <T,>(list: readonly T[], item: T, isOn: boolean): T[] =>
  isOn ? [...list, item] : list.filter((other) => other !== item)

/** What leaves rows out. */
export type Conditions = Pick<LevelTable, 'filters' | 'search' | 'parents'>

export const isFiltered = (table: Conditions, accountIds: readonly string[]): boolean =>
  table.filters.length > 0 ||
  table.search !== '' ||
  accountIds.length > 0 ||
  table.parents.campaignIds.length > 0 ||
  table.parents.adSetIds.length > 0

export const clearFilters = (level: Level): void => {
  useTables.getState().change(level, { filters: [], search: '', parents: NO_PARENTS })
  useView.getState().setAccountIds([])
}

interface FiltersProps {
  readonly level: Level
  readonly table: Conditions
  readonly infos: FigureInfos
  readonly editing: FilterEditing
  /** What amounts are compared in, where accounts in view have several currencies; null: in their own. */
  readonly currency: string | null
}

const FiltersInner = (props: FiltersProps): ReactElement => {
  const { level, table } = props
  const strings = useStrings()
  const { table: words } = strings
  const accountIds = useView((state) => state.accountIds)
  const watched = useAccounts().value?.rows.filter((account) => account.watched) ?? []
  const { change } = useTables.getState()
  const statuses = chosenStatuses(table.filters)
  return (
    <>
      <SearchInput
        className={css['search'] ?? ''}
        label={words.search}
        value={table.search}
        onChange={(search) => change(level, { search })}
      />
      <Menu
        trigger={
          <Button icon={<ChevronDown />}>
            {statuses.length > 0 ? words.statusChosen(statuses.length) : words.status}
          </Button>
        }
      >
        {STATUSES[level].map((status) => (
          <MenuCheck
            key={status}
            checked={statuses.includes(status)}
            onChange={(isOn) =>
              change(level, { filters: withStatuses(table.filters, toggled(statuses, status, isOn)) })
            }
          >
            {statusText(strings, status)}
          </MenuCheck>
        ))}
      </Menu>
      <Menu
        trigger={
          <Button icon={<ChevronDown />}>
            {accountIds.length > 0 ? words.accountChosen(accountIds.length) : words.account}
          </Button>
        }
      >
        {watched.map(({ id, name, currency }) => (
          <MenuCheck
            key={id}
            checked={accountIds.includes(id)}
            onChange={(isOn) => useView.getState().setAccountIds(toggled(accountIds, id, isOn))}
            hint={currency}
          >
            {name}
          </MenuCheck>
        ))}
      </Menu>
      <AddFilter {...props} />
      <FilterChips {...props} />
      {isFiltered(table, accountIds) ? (
        <Button kind="quiet" onClick={() => clearFilters(level)}>
          {words.clearFilters}
        </Button>
      ) : null}
    </>
  )
}

/** Search, the two conditions that are used most, all others, and what is set. */
export const Filters = memo(FiltersInner)

import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuCheck } from '../../ui/menu.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import css from './campaigns.module.css'
import type { Filterable } from './use-campaigns.ts'
import { FILTERABLE, ROOM } from './use-campaigns.ts'

interface FiltersProps {
  readonly statuses: readonly Filterable[]
  readonly isFiltered: boolean
}

const toggled = <T,>(list: readonly T[], item: T, isOn: boolean): T[] =>
  isOn ? [...list, item] : list.filter((other) => other !== item)

export const clearFilters = (): void => {
  const view = useView.getState()
  view.setFilter(ROOM, '')
  view.setStatuses(ROOM, [])
  view.setAccountIds([])
}

export const Filters = ({ statuses, isFiltered }: FiltersProps): ReactElement => {
  const { campaigns } = useStrings()
  const text = useView((state) => state.filters[ROOM] ?? '')
  const accountIds = useView((state) => state.accountIds)
  const watched = useAccounts().value?.rows.filter((account) => account.watched) ?? []
  const { setFilter, setStatuses, setAccountIds } = useView.getState()
  return (
    <>
      <SearchInput
        className={css['search'] ?? ''}
        label={campaigns.filter}
        value={text}
        onChange={(next) => setFilter(ROOM, next)}
      />
      <Menu
        trigger={
          <Button icon={<ChevronDown />}>
            {statuses.length > 0 ? campaigns.statusChosen(statuses.length) : campaigns.status}
          </Button>
        }
      >
        {FILTERABLE.map((status) => (
          <MenuCheck
            key={status}
            checked={statuses.includes(status)}
            onChange={(isOn) => setStatuses(ROOM, toggled(statuses, status, isOn))}
          >
            {campaigns.statuses[status]}
          </MenuCheck>
        ))}
      </Menu>
      <Menu
        trigger={
          <Button icon={<ChevronDown />}>
            {accountIds.length > 0 ? campaigns.accountChosen(accountIds.length) : campaigns.account}
          </Button>
        }
      >
        {watched.map(({ id, name, currency }) => (
          <MenuCheck
            key={id}
            checked={accountIds.includes(id)}
            onChange={(isOn) => setAccountIds(toggled(accountIds, id, isOn))}
            hint={currency}
          >
            {name}
          </MenuCheck>
        ))}
      </Menu>
      {isFiltered ? (
        <Button kind="quiet" onClick={clearFilters}>
          {campaigns.clearFilters}
        </Button>
      ) : null}
    </>
  )
}

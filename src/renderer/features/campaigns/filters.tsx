import { ChevronDown, ListFilter, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Fragment, useCallback, useState } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import type { ColumnId, TableFilter } from '../../../shared/domain/table.ts'
import { useAccounts } from '../../stores/queries.ts'
import { NO_PARENTS, useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import { Menu, MenuCheck, MenuHeading, MenuItem } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { FilterEditor } from './filter-editor.tsx'
import css from './filters.module.css'
import { chosenStatuses, fieldsOf, isComplete, newFilter, STATUSES, withStatuses } from './conditions.ts'
import { filterText, statusText } from './words.ts'

const toggled = <T,>(list: readonly T[], item: T, isOn: boolean): T[] =>
  isOn ? [...list, item] : list.filter((other) => other !== item)

export const isFiltered = (table: LevelTable, accountIds: readonly string[]): boolean =>
  table.filters.length > 0 ||
  table.search !== '' ||
  accountIds.length > 0 ||
  table.parents.campaignIds.length > 0 ||
  table.parents.adSetIds.length > 0

export const clearFilters = (level: Level): void => {
  useTables.getState().change(level, { filters: [], search: '', parents: NO_PARENTS })
  useView.getState().setAccountIds([])
}

/** A condition that is being made and says nothing yet, where it will stand. */
interface Draft {
  readonly at: number
  readonly filter: TableFilter
}

/** The table's conditions and the one whose editor is open. */
export interface FilterEditing {
  readonly shown: readonly TableFilter[]
  readonly openAt: number | null
  begin(by: ColumnId | 'currency'): void
  open(at: number | null): void
  edit(at: number, next: TableFilter): void
  remove(at: number): void
}

export const useFilterEditing = (level: Level, { filters }: LevelTable): FilterEditing => {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [openAt, setOpenAt] = useState<number | null>(null)
  const set = (next: readonly TableFilter[]): void => useTables.getState().change(level, { filters: next })
  const others = (at: number): readonly TableFilter[] =>
    draft?.at === at ? filters : filters.filter((_, index) => index !== at)
  const begin = useCallback(
    (by: ColumnId | 'currency') => {
      const filter = newFilter(by)
      if (!filter) return
      const at = useTables.getState().levels[level].filters.length
      setDraft({ at, filter })
      setOpenAt(at)
    },
    [level],
  )
  return {
    shown: draft ? [...filters.slice(0, draft.at), draft.filter, ...filters.slice(draft.at)] : filters,
    openAt,
    begin,
    open: (at) => {
      if (at === null || at !== openAt) setDraft(null)
      setOpenAt(at)
    },
    edit: (at, next) => {
      const rest = others(at)
      if (isComplete(next)) {
        setDraft(null)
        set([...rest.slice(0, at), next, ...rest.slice(at)])
      } else {
        setDraft({ at, filter: next })
        if (rest.length !== filters.length) set(rest)
      }
    },
    remove: (at) => {
      setOpenAt(null)
      setDraft(null)
      set(others(at))
    },
  }
}

interface FiltersProps {
  readonly level: Level
  readonly table: LevelTable
  readonly infos: FigureInfos
  readonly editing: FilterEditing
}

const AddFilter = ({ level, infos, editing }: FiltersProps): ReactElement => {
  const { table } = useStrings()
  return (
    <Menu trigger={<Button icon={<ListFilter />}>{table.addFilter}</Button>}>
      <MenuHeading>{table.filtersFields}</MenuHeading>
      {fieldsOf(level).map((field) => (
        <MenuItem key={field} onClick={() => editing.begin(field)}>
          {table.fields[field]}
        </MenuItem>
      ))}
      <MenuItem onClick={() => editing.begin('budget')}>{table.fields.budget}</MenuItem>
      {infos.groups.map(({ name, all }) => (
        <Fragment key={name}>
          <MenuHeading>{name}</MenuHeading>
          {all.map(({ id, fullName }) => (
            <MenuItem key={id} onClick={() => editing.begin(id)}>
              {fullName}
            </MenuItem>
          ))}
        </Fragment>
      ))}
    </Menu>
  )
}

/** The conditions as chips: each opens its editor, and goes with its cross. */
const Chips = ({ level, infos, editing }: FiltersProps): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const accounts = new Map((useAccounts().value?.rows ?? []).map(({ id, name }) => [id, name]))
  return (
    <>
      {editing.shown.map((filter, at) => {
        const text = filterText(strings, format, infos, filter, accounts)
        return (
          // Conditions have no identity but their place.
          <span className={css['chip']} key={at}>
            <Popover
              label={strings.table.editFilter}
              open={editing.openAt === at}
              onOpenChange={(isOpen) => editing.open(isOpen ? at : null)}
              trigger={
                <button type="button" className={css['chipText']}>
                  <bdi>{text}</bdi>
                </button>
              }
            >
              <FilterEditor filter={filter} onChange={(next) => editing.edit(at, next)} level={level} infos={infos} />
            </Popover>
            <button
              type="button"
              className={css['chipClose']}
              aria-label={strings.table.removeFilter(text)}
              onClick={() => editing.remove(at)}
            >
              <X aria-hidden />
            </button>
          </span>
        )
      })}
    </>
  )
}

/** Search, the two conditions that are used most, all others, and what is set. */
export const Filters = (props: FiltersProps): ReactElement => {
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
      <Chips {...props} />
      {isFiltered(table, accountIds) ? (
        <Button kind="quiet" onClick={() => clearFilters(level)}>
          {words.clearFilters}
        </Button>
      ) : null}
    </>
  )
}

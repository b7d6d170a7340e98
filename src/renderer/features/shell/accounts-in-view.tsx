import { ChevronDown, Layers } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import css from './top-bar.module.css'

const MANY = 8

/** Which of the watched accounts the rooms show; none ticked means all of them. */
export const AccountsInView = (): ReactElement => {
  const { shell, common } = useStrings()
  const accounts = useAccounts().value
  const chosen = useView((state) => state.accountIds)
  const { setAccountIds, go } = useView.getState()
  const [search, setSearch] = useState('')

  const watched = (accounts?.rows ?? []).filter((row) => row.watched)
  // An account that is no longer watched is not in view, whatever was chosen once.
  const known = chosen.filter((id) => watched.some((row) => row.id === id))
  const only = known.length === 1 ? watched.find((row) => row.id === known[0]) : undefined
  const label = only?.name ?? (known.length > 0 ? shell.chosenAccounts(known.length) : shell.allWatched)
  const needle = search.trim().toLocaleLowerCase()
  const shown = watched.filter(
    (row) => !needle || row.name.toLocaleLowerCase().includes(needle) || row.id.includes(needle),
  )

  const toggle = (id: string, on: boolean): void => {
    const next = on ? [...known, id] : known.filter((other) => other !== id)
    setAccountIds(next.length === watched.length ? [] : next)
  }

  return (
    <Popover
      label={shell.accountsInView}
      trigger={
        <button type="button" className={css['filter']} aria-label={`${shell.accountsInView}: ${label}`}>
          <Layers size={14} aria-hidden />
          <span className={css['filterText']}>{label}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <div className={css['pane']}>
        {watched.length > MANY ? (
          <SearchInput label={shell.filterAccounts} value={search} onChange={setSearch} />
        ) : null}
        {watched.length === 0 ? <p>{shell.noWatched}</p> : null}
        <ul className={css['paneList']}>
          {shown.map((row) => (
            <li key={row.id}>
              <Checkbox label={row.name} checked={known.includes(row.id)} onChange={(on) => toggle(row.id, on)} />
              <span className={css['paneHint']}>{row.currency}</span>
            </li>
          ))}
        </ul>
        <div className={css['paneFoot']}>
          <Button size="small" disabled={known.length === 0} onClick={() => setAccountIds([])}>
            {common.all}
          </Button>
          <Button size="small" kind="quiet" onClick={() => go('accounts')}>
            {shell.chooseAccounts}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

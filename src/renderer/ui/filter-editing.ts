import { useCallback, useMemo, useRef, useState } from 'react'
import type { ColumnId, TableFilter } from '../../shared/domain/table.ts'
import { isComplete, newFilter } from './filter-conditions.ts'

/** A condition that is being made and says nothing yet, where it will stand. */
interface Draft {
  readonly at: number
  readonly filter: TableFilter
}

/** The conditions of a table and the one whose editor is open. */
export interface FilterEditing {
  readonly shown: readonly TableFilter[]
  readonly openAt: number | null
  begin(by: ColumnId | 'currency'): void
  open(at: number | null): void
  edit(at: number, next: TableFilter): void
  remove(at: number): void
}

/** `onChange` is told of whole conditions alone. */
export const useFilterEditing = (
  filters: readonly TableFilter[],
  onChange: (filters: readonly TableFilter[]) => void,
): FilterEditing => {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [openAt, setOpenAt] = useState<number | null>(null)
  const now = useRef({ filters, onChange })
  now.current = { filters, onChange }
  const begin = useCallback((by: ColumnId | 'currency') => {
    const filter = newFilter(by)
    if (!filter) return
    const at = now.current.filters.length
    setDraft({ at, filter })
    setOpenAt(at)
  }, [])
  return useMemo(() => {
    const others = (at: number): readonly TableFilter[] =>
      draft?.at === at ? filters : filters.filter((_, index) => index !== at)
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
          now.current.onChange([...rest.slice(0, at), next, ...rest.slice(at)])
        } else {
          setDraft({ at, filter: next })
          if (rest.length !== filters.length) now.current.onChange(rest)
        }
      },
      remove: (at) => {
        setOpenAt(null)
        setDraft(null)
        now.current.onChange(others(at))
      },
    }
  }, [draft, openAt, filters, begin])
}

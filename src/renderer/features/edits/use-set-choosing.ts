import { useCallback, useMemo, useState } from 'react'
import type { Edit } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import { useLocale } from '../../strings/use-strings.ts'
import { copyText } from '../../ui/copy-text.ts'
import { toTsv } from '../../ui/data-table-copy.ts'
import type { Choosing, Column } from '../../ui/data-table-types.ts'

type Row = readonly ReturnType<NonNullable<Column<Edit>['copy']>>[]

/** Choosing and copying edits of a set, of which `all` were read (undefined: not yet). */
export const useSetChoosing = (
  setId: string,
  all: readonly (Edit | undefined)[],
  columns: readonly Column<Edit>[],
): Choosing<Edit> => {
  const locale = useLocale()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const keys = useCallback(
    async (limit: number): Promise<readonly string[]> => {
      const found: string[] = []
      for (let page = null as readonly Edit[] | null; found.length < limit && (page === null || page.length > 0);) {
        page = await call('sets.edits', { setId, offset: found.length, limit: Math.min(1000, limit) })
        found.push(...page.map(({ id }) => id))
      }
      return found.slice(0, limit)
    },
    [setId],
  )
  const copy = useCallback(
    (rows: readonly Row[]): void => void copyText(toTsv(rows, locale === 'ru' ? ',' : '.')),
    [locale],
  )
  return useMemo(
    () => ({
      chosen,
      onChoose: setChosen,
      keys,
      onCopy: (ids) =>
        copy(
          all.flatMap((one) => (one && ids.has(one.id) ? [columns.map(({ copy: text }) => text?.(one) ?? null)] : [])),
        ),
      onCopyCell: (column, row) => copy([[column.copy?.(row) ?? null]]),
    }),
    [chosen, keys, copy, all, columns],
  )
}

import { useMemo, useRef, useState } from 'react'
import type { Report } from '../../../shared/domain/reports.ts'
import type { Failure } from '../../../shared/errors.ts'
import { failureFrom } from '../../api.ts'
import { createKeeper, NOTHING } from './keeper.ts'
import type { Changes, Keeper } from './keeper.ts'
import type { ShownReport } from './use-reports.ts'
import { arrangeReports, createReport, saveReport } from './use-reports.ts'

/** A report that was deleted meanwhile, in another window, is kept as a new one. */
const save = async (id: string, name: string, report: Report): Promise<void> => {
  try {
    await saveReport(id, name, report)
  } catch (error) {
    if (failureFrom(error).code !== 'notFound') throw error
    await createReport(name, report)
  }
}

const keep = async ({ reports, order }: Changes): Promise<void> => {
  for (const [id, { name, report }] of reports) await save(id, name, report)
  if (order) await arrangeReports(order)
}

const shownWith = (all: readonly ShownReport[], { reports, order }: Changes): readonly ShownReport[] => {
  const changed = all.map((each) => ({ ...each, ...reports.get(each.id) }))
  if (!order) return changed
  const placeOf = ({ id, ready }: ShownReport): number => {
    const place = order.indexOf(id)
    return ready ? -1 : place < 0 ? order.length : place
  }
  return changed.toSorted((a, b) => placeOf(a) - placeOf(b))
}

export interface Keeping {
  /** With what is being kept. */
  readonly all: readonly ShownReport[] | undefined
  readonly change: (report: ShownReport) => void
  /** See Keeper. */
  readonly forget: (id: string) => void
  readonly arrange: (ids: readonly string[]) => void
  /** Why something could not be kept: it stays on the screen until it is. */
  readonly failure: Failure | null
  readonly retry: () => void
}

/** People's own reports with what is changed of them (see keeper.ts). */
export const useKeeping = (all: readonly ShownReport[] | undefined, refresh: () => Promise<void>): Keeping => {
  const [shown, setShown] = useState(NOTHING)
  const [failure, setFailure] = useState<Failure | null>(null)
  const held = useRef<Keeper | null>(null)
  held.current ??= createKeeper({
    keep,
    refresh,
    onShown: setShown,
    onFailure: (error) => setFailure(error === null ? null : failureFrom(error)),
  })
  const { take, forget, retry } = held.current
  return {
    all: useMemo(() => all && shownWith(all, shown), [all, shown]),
    change: ({ id, name, report }) => take({ reports: new Map([[id, { name, report }]]), order: null }),
    arrange: (order) => take({ reports: new Map(), order }),
    forget,
    failure,
    retry,
  }
}

import { useCallback, useMemo, useRef, useState } from 'react'
import type { Report } from '../../../shared/domain/reports.ts'
import type { Failure } from '../../../shared/errors.ts'
import { failureFrom } from '../../api.ts'
import type { ShownReport } from './use-reports.ts'
import { arrangeReports, createReport, saveReport } from './use-reports.ts'

/** What was changed and is not yet kept. */
interface Changes {
  readonly reports: ReadonlyMap<string, { readonly name: string; readonly report: Report }>
  /** Of people's own reports; null: it is as it was. */
  readonly order: readonly string[] | null
}
const NOTHING: Changes = { reports: new Map(), order: null }
const isNothing = ({ reports, order }: Changes): boolean => reports.size === 0 && order === null

const merged = (before: Changes, after: Changes): Changes => ({
  reports: new Map([...before.reports, ...after.reports]),
  order: after.order ?? before.order,
})

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
  readonly arrange: (ids: readonly string[]) => void
  /** Why something could not be kept: it stays on the screen until it is. */
  readonly failure: Failure | null
  readonly retry: () => void
}

/** Changes are on the screen at once and kept one after another; what cannot be kept is not lost but tried again. */
export const useKeeping = (all: readonly ShownReport[] | undefined, refresh: () => Promise<void>): Keeping => {
  const [shown, setShown] = useState(NOTHING)
  const [failure, setFailure] = useState<Failure | null>(null)
  const waiting = useRef(NOTHING)
  const running = useRef(false)

  const run = useCallback(async (): Promise<void> => {
    if (running.current) return
    running.current = true
    try {
      while (!isNothing(waiting.current)) {
        const next = waiting.current
        waiting.current = NOTHING
        try {
          await keep(next)
        } catch (error) {
          waiting.current = merged(next, waiting.current)
          setFailure(failureFrom(error))
          return
        }
      }
      setFailure(null)
      await refresh()
      if (isNothing(waiting.current)) setShown(NOTHING)
    } finally {
      running.current = false
    }
    if (!isNothing(waiting.current)) void run()
  }, [refresh])
  const take = (changes: Changes): void => {
    setShown((before) => merged(before, changes))
    waiting.current = merged(waiting.current, changes)
    void run()
  }

  return {
    all: useMemo(() => all && shownWith(all, shown), [all, shown]),
    change: ({ id, name, report }) => take({ reports: new Map([[id, { name, report }]]), order: null }),
    arrange: (order) => take({ reports: new Map(), order }),
    failure,
    retry: () => void run(),
  }
}

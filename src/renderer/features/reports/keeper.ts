import type { Report } from '../../../shared/domain/reports.ts'

/** What was changed of people's own reports and is not yet kept. */
export interface Changes {
  readonly reports: ReadonlyMap<string, { readonly name: string; readonly report: Report }>
  /** Their order; null: it is as it was. */
  readonly order: readonly string[] | null
}
export const NOTHING: Changes = { reports: new Map(), order: null }
const isNothing = ({ reports, order }: Changes): boolean => reports.size === 0 && order === null

const merged = (before: Changes, after: Changes): Changes => ({
  reports: new Map([...before.reports, ...after.reports]),
  order: after.order ?? before.order,
})

const without = ({ reports, order }: Changes, id: string): Changes => ({
  reports: new Map([...reports].filter(([each]) => each !== id)),
  order,
})

interface Needs {
  readonly keep: (changes: Changes) => Promise<void>
  /** Reads what is kept, once all of it is. */
  readonly refresh: () => Promise<void>
  /** What differs on the screen from what was read. */
  readonly onShown: (changes: Changes) => void
  /** Null: everything is kept, or is tried again. */
  readonly onFailure: (error: unknown) => void
}

export interface Keeper {
  take(changes: Changes): void
  /** It is being deleted: what was changed of it need not be kept any more. */
  forget(id: string): void
  /** Keeps what could not be kept before. */
  retry(): void
}

/**
 * Changes are shown at once and kept one after another, each time all that came meanwhile; what cannot be kept stays on the
 * screen and is tried again with the next change, or when somebody says so.
 */
export const createKeeper = ({ keep, refresh, onShown, onFailure }: Needs): Keeper => {
  let shown = NOTHING
  let waiting = NOTHING
  let running = false

  const show = (changes: Changes): void => {
    shown = changes
    onShown(shown)
  }
  /** False: something could not be kept. */
  const keepAll = async (): Promise<boolean> => {
    while (!isNothing(waiting)) {
      const next = waiting
      waiting = NOTHING
      try {
        await keep(next)
      } catch (error) {
        waiting = merged(next, waiting)
        onFailure(error)
        return false
      }
    }
    onFailure(null)
    return true
  }
  const run = async (): Promise<void> => {
    if (running) return
    running = true
    const isKept = await keepAll()
    if (isKept) await refresh()
    running = false
    if (!isKept) return
    if (isNothing(waiting)) show(NOTHING)
    else await run()
  }

  return {
    take: (changes) => {
      show(merged(shown, changes))
      waiting = merged(waiting, changes)
      void run()
    },
    forget: (id) => {
      show(without(shown, id))
      waiting = without(waiting, id)
    },
    retry: () => void run(),
  }
}

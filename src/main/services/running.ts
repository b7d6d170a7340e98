import type { Ids } from '../ports.ts'
import type { Running } from '../../shared/domain/connection.ts'

export interface RunningTask {
  readonly id: string
  step(done: number, total: number): void
  end(): void
}
/** What a workspace is busy with, for the status bar. */
export interface RunningTasks {
  begin(kind: Running['kind'], total: number, cancel?: () => void): RunningTask
  /** Cancels every task of the kind that can be cancelled. */
  cancel(kind: Running['kind']): void
  list(): readonly Running[]
}

export const createRunningTasks = ({
  ids,
  changed,
}: {
  readonly ids: Ids
  readonly changed: () => void
}): RunningTasks => {
  const tasks = new Map<string, { readonly running: Running; readonly cancel: (() => void) | null }>()

  return {
    begin: (kind, total, cancel) => {
      const id = ids.random()
      const show = (done: number, of: number): void => {
        tasks.set(id, {
          running: { id, kind, done, total: of, cancellable: cancel !== undefined },
          cancel: cancel ?? null,
        })
        changed()
      }
      show(0, total)
      return {
        id,
        step: (done, of) => {
          if (tasks.has(id)) show(done, of)
        },
        end: () => {
          tasks.delete(id)
          changed()
        },
      }
    },
    cancel: (kind) => {
      for (const { running, cancel } of tasks.values()) if (running.kind === kind) cancel?.()
    },
    list: () => [...tasks.values()].map(({ running }) => running),
  }
}

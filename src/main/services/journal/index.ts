import type { JournalCheck, JournalState } from '../../../shared/domain/journal.ts'
import { failureOf } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'

export interface JournalService {
  get(): Promise<JournalState>
  /** Follows the whole chain; one that is under way in the background goes on without rests. Null: it was cancelled. */
  check(): Promise<JournalCheck | null>
  cancel(): void
  /** Checks once, when the start is over, in the time that nothing else needs. */
  start(): void
  stop(): Promise<void>
}

const START_AFTER_MS = 5_000
/** Between two stretches of rows, while nobody waits for the answer. */
const REST_MS = 50
const TELL_EVERY_MS = 200

/** Whether the journal is as it was written. One that is not is left as it is: nobody could say what it was. */
export const createJournal = ({ store, clock, log, emit }: WorkspaceContext): JournalService => {
  let under: Promise<JournalCheck | null> | null = null
  let progress: JournalState['running'] = null
  let last: JournalState['last'] = null
  let isHurried = false
  let isCancelled = false
  let endRest = (): void => undefined
  let forgetStart = (): void => undefined

  const tell = (): void => emit('journal.changed', null)
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const forget = clock.after(REST_MS, resolve)
      endRest = () => {
        forget()
        resolve()
      }
    })

  const follow = async (): Promise<JournalCheck | null> => {
    progress = { done: 0, total: await store.journalRows() }
    let toldAt = clock.now()
    tell()
    const check = await store.verifyJournal(async (done, total) => {
      progress = { done, total }
      if (clock.now() - toldAt >= TELL_EVERY_MS) {
        toldAt = clock.now()
        tell()
      }
      if (!isHurried && !isCancelled) await rest()
      return !isCancelled
    })
    if (check) last = { at: clock.now(), check }
    if (check?.intact === false) log.write('error', 'the journal was altered', { row: check.firstBroken })
    return check
  }

  const begin = (): Promise<JournalCheck | null> => {
    if (under) return under
    isCancelled = false
    under = follow().finally(() => {
      under = null
      progress = null
      isHurried = false
      tell()
    })
    return under
  }

  const cancel = (): void => {
    isCancelled = true
    endRest()
  }

  return {
    get: async () => ({ rows: await store.journalRows(), last, running: progress }),
    check: () => {
      isHurried = true
      endRest()
      return begin()
    },
    cancel,
    start: () => {
      forgetStart = clock.after(START_AFTER_MS, () => {
        if (last) return
        void begin().catch((error: unknown) =>
          log.write('warn', 'the journal could not be checked', { code: failureOf(error).code }),
        )
      })
    },
    stop: async () => {
      forgetStart()
      cancel()
      await under?.catch(() => undefined)
    },
  }
}

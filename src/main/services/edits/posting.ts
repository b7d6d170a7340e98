import type { SetWait } from '../../../shared/domain/change-sets.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ChangeEdit } from '../../../shared/domain/edits.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import { isUnreached } from '../connection/index.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { InOrder } from '../in-order.ts'
import type { RunningTask, RunningTasks } from '../running.ts'
import { checkEdit } from './check.ts'
import { partsOf } from './journal.ts'
import type { Record } from './journal.ts'
import { isForLater, waitOf } from './later.ts'
import type { ReadObject, ReadObjects } from './read.ts'
import type { Sending } from './send.ts'

export interface Posting {
  /** Posts what is queued, of all sets that are not paused, until nothing more can go. Never throws. */
  look(): void
  /** A set is paused: nothing more of it is begun. */
  hold(setId: string): void
  /** The line to Meta is another than it was: what waited for it is tried at once. */
  lineChanged(): void
  waits(setId: string): SetWait | null
  isRunning(): boolean
  /** What is under way comes to its end; all else stays queued. */
  stop(): Promise<void>
}

/** Objects that are read at once before they are changed: as many as Meta lists in a page. */
const BATCH = 50
/** Objects that are under way side by side: more than the requests that may be, so that none of these waits for the disk. */
const AT_ONCE = 10
/** Shorter waits are left to the queue of the limits. */
const SHORT_MS = 2000
/** When an object's last edit is still open, or Meta did not say how long to wait. */
const TRY_AGAIN_MS = 20_000

export interface PostingNeeds {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'log' | 'emit' | 'preferences'>
  readonly link: Pick<Link, 'mayCall' | 'connection' | 'checkpoint' | 'saw'>
  readonly running: RunningTasks
  readonly inOrder: InOrder
  readonly record: Record
  readonly sending: Sending
  readonly readObject: ReadObject
  readonly readObjects: ReadObjects
  /** Holds a set where it is. */
  readonly pause: (setId: string) => Promise<void>
}

/**
 * Posts sets in the background. What is to do is in the journal alone, so a kill or a restart changes nothing: what was not sent is queued,
 * what was sent is read back.
 */
export const createPosting = ({
  context,
  link,
  running,
  inOrder,
  record,
  sending,
  readObject,
  readObjects,
  pause,
}: PostingNeeds): Posting => {
  const { store, graph, clock, log, emit } = context
  /** Edits that may not go before. */
  const parked = new Map<string, Instant>()
  const waiting = new Map<string, SetWait>()
  /** Sets that are not to go on with what they were at. */
  const held = new Set<string>()
  let working: Promise<void> | null = null
  let isWanted = false
  const stopping = new AbortController()
  let alarm: (() => void) | null = null

  /** Without network nothing is tried before. */
  let triedUntil: Instant = 0

  /** Null: calls may go. */
  const lineWait = (): SetWait | null =>
    !link.mayCall() || link.checkpoint() !== null
      ? { for: 'signIn' }
      : link.connection() === 'offline' && clock.now() < triedUntil
        ? { for: 'network' }
        : null

  const park = (edit: ChangeEdit, until: Instant): void => {
    parked.set(edit.id, until)
  }
  const forgetPast = (): void => {
    const now = clock.now()
    for (const [id, until] of parked) if (until <= now) parked.delete(id)
  }
  /** Nothing was sent: it goes when what keeps it is over. */
  const putOff = (edit: ChangeEdit, failure: Error): void => {
    const now = clock.now()
    link.saw(failure)
    if (isUnreached(failure)) triedUntil = now + TRY_AGAIN_MS
    park(edit, now + (waitOf(failure) ?? TRY_AGAIN_MS))
  }

  /** Inside the object's order. */
  const postOne = async (edit: ChangeEdit): Promise<void> => {
    const settled = await sending.settle(edit.objectId)
    if (!settled) return park(edit, clock.now() + TRY_AGAIN_MS)
    try {
      await checkEdit(context, readObject, edit, edit.actor)
    } catch (error) {
      if (error instanceof AppError && isForLater(error)) return putOff(edit, error)
      const failure = failureOf(error)
      // What it was made from is no longer so: that is for a person to decide, as a draft.
      const state = failure.code === 'editConflict' ? 'drafted' : 'rejected'
      await record.one({ edit: partsOf(edit), state, failure, from: ['queued'] })
      return
    }
    const at = graph.writeAt({ accountId: edit.accountId, objectId: edit.objectId, field: edit.change.field })
    if (at > clock.now() + SHORT_MS) return park(edit, at)
    const later = await sending.send(partsOf(edit))
    if (later) putOff(edit, later)
    else if (link.connection() !== 'online') link.saw(null)
  }

  const isPaused = async (setId: string): Promise<boolean> => {
    const paused = (await store.changeSet(setId))?.isPaused ?? true
    if (!paused) held.delete(setId)
    return paused
  }

  /** Those of one object one after the other, objects side by side. */
  const postBatch = async (setId: string, batch: readonly ChangeEdit[], stepped: () => void): Promise<void> => {
    const { hidden, failures } = await readObjects(batch, 'write', stopping.signal)
    const objects = [...Map.groupBy(batch, ({ objectId }) => objectId)]
    let next = 0
    const work = async (): Promise<void> => {
      for (let object = objects[next++]; object; object = objects[next++]) {
        const [objectId, edits] = object
        const failure = failures.get(objectId)
        for (const edit of edits) {
          if (stopping.signal.aborted || lineWait() || held.has(setId)) return
          if (hidden.has(objectId)) {
            const gone = { code: 'accountHidden', data: { id: objectId } } as const
            await record.one({ edit: partsOf(edit), state: 'rejected', failure: gone, from: ['queued'] })
          } else if (failure && isForLater(failure)) putOff(edit, failure)
          else await inOrder.run(objectId, () => postOne(edit))
          stepped()
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  const setWait = (setId: string, wait: SetWait | null): void => {
    if (wait) waiting.set(setId, wait)
    else if (!waiting.delete(setId)) return
    emit('edits.changed', null)
  }

  const postSet = async (setId: string, task: RunningTask): Promise<void> => {
    let done = 0
    const { queued: total } = await store.setCounts(setId)
    while (!stopping.signal.aborted && !(await isPaused(setId))) {
      const wait = lineWait()
      if (wait) return setWait(setId, wait)
      forgetPast()
      const queued = await store.setEdits({ setId, states: ['queued'], offset: 0, limit: BATCH + parked.size })
      const batch = queued.filter(({ id }) => !parked.has(id)).slice(0, BATCH)
      if (batch.length === 0) {
        const untils = queued.flatMap(({ id }) => parked.get(id) ?? [])
        return setWait(setId, untils.length === 0 ? null : { for: 'limits', until: Math.min(...untils) })
      }
      setWait(setId, null)
      await postBatch(setId, batch, () => task.step(Math.min(++done, total), total))
    }
    setWait(setId, null)
  }

  const work = async (): Promise<void> => {
    alarm?.()
    alarm = null
    // Also of sets that were stopped since: what is past would ring at once, again and again.
    forgetPast()
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false
      const sets = await store.setsToPost()
      if (sets.length === 0) break
      for (const setId of sets) {
        const task = running.begin('edit', 0, () => void pause(setId))
        await postSet(setId, task).finally(task.end)
      }
    }
    if (stopping.signal.aborted) return
    forgetPast()
    const next = Math.min(...parked.values(), triedUntil > clock.now() ? triedUntil : Infinity)
    if (next !== Infinity) {
      alarm = clock.after(Math.max(1, next - clock.now()), look)
    }
  }

  const look = (): void => {
    isWanted = true
    if (stopping.signal.aborted) return
    working ??= work()
      .catch((error: unknown) => log.write('error', 'posting stopped', { code: failureOf(error).code }))
      .finally(() => {
        working = null
        if (isWanted) look()
      })
  }

  return {
    look,
    hold: (setId) => void held.add(setId),
    lineChanged: () => {
      triedUntil = 0
      look()
    },
    waits: (setId) => waiting.get(setId) ?? null,
    isRunning: () => working !== null,
    stop: async () => {
      stopping.abort()
      alarm?.()
      await working
    },
  }
}

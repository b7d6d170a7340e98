import type { SetWait } from '../../../shared/domain/change-sets.ts'
import { holderEditOf, holderOf, isCreating, madeBy } from '../../../shared/domain/creation.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { isChangeEdit, isFinal } from '../../../shared/domain/edits.ts'
import type { ChangeEdit, Edit } from '../../../shared/domain/edits.ts'
import { LEVELS } from '../../../shared/domain/objects.ts'
import type { Level, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import { isUnreached } from '../connection/index.ts'
import type { Link } from '../connection/index.ts'
import { createSteadyTime } from '../../steady-time.ts'
import type { WorkspaceContext } from '../context.ts'
import type { InOrder } from '../in-order.ts'
import type { RunningTask, RunningTasks } from '../running.ts'
import { checkCreation, checkEdit } from './check.ts'
import { partsOf } from './journal.ts'
import type { Record } from './journal.ts'
import { isForLater, isTrouble, waitOf } from './later.ts'
import type { CreatingParts, Making } from './make.ts'
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
/** When an object's last edit is still open, the disk failed, or Meta did not say how long to wait. */
const TRY_AGAIN_MS = 20_000
/** Between two looks for what others are to be in, while it is not known whether that was made. */
const LOOK_AGAIN_MS = 2000

/** Undefined: it was not made. */
const madeOf = (edit: Edit | null): ObjectId | undefined =>
  edit === null || edit.state === 'rejected' ? undefined : (madeBy(edit) ?? undefined)

/** Until when in steady time, and what for. */
interface Waiting {
  readonly for: SetWait['for']
  readonly until: Instant
}

export interface PostingNeeds {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'log' | 'emit' | 'preferences'>
  readonly link: Pick<Link, 'mayCall' | 'connection' | 'checkpoint' | 'saw'>
  readonly running: RunningTasks
  readonly inOrder: InOrder
  readonly record: Record
  readonly sending: Sending
  readonly making: Making
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
  making,
  readObject,
  readObjects,
  pause,
}: PostingNeeds): Posting => {
  const { store, graph, clock, log, emit } = context
  /** What waits must not wait longer because somebody set the clock back. */
  const time = createSteadyTime(clock)
  /** Edits that may not go before. */
  const parked = new Map<string, Waiting>()
  const waiting = new Map<string, SetWait>()
  /** Sets that are not to go on with what they were at. */
  const held = new Set<string>()
  let working: Promise<void> | null = null
  let isWanted = false
  const stopping = new AbortController()
  let alarm: (() => void) | null = null

  /** Without network nothing is tried before. */
  let triedUntil: Instant = 0
  /** The disk failed: it is tried again then, or at the next reason to look. */
  let brokenUntil: Instant = 0

  /** Null: calls may go. */
  const lineWait = (): SetWait | null =>
    !link.mayCall() || link.checkpoint() !== null
      ? { for: 'signIn' }
      : link.connection() === 'offline' && time.now() < triedUntil
        ? { for: 'network' }
        : null

  const park = (edit: Edit, why: SetWait['for'], until: Instant): void => {
    parked.set(edit.id, { for: why, until })
  }
  const forgetPast = (): void => {
    const now = time.now()
    for (const [id, { until }] of parked) if (until <= now) parked.delete(id)
  }
  /** Nothing was sent: it goes when what keeps it is over. */
  const putOff = (edit: Edit, failure: Error): void => {
    const now = time.now()
    link.saw(failure)
    if (isUnreached(failure)) triedUntil = now + TRY_AGAIN_MS
    const ms = waitOf(failure)
    const why = isUnreached(failure) ? 'network' : isTrouble(failure) ? 'meta' : ms === null ? 'signIn' : 'limits'
    park(edit, why, now + (ms ?? TRY_AGAIN_MS))
  }
  const reject = (edit: Edit, failure: Failure): Promise<boolean> =>
    record.one({ edit: partsOf(edit), state: 'rejected', failure, from: ['queued'] })

  /** False: it has to wait, or it ends here as rejected or, in conflict, as a draft again. */
  const mayGo = async (edit: Edit, check: () => Promise<unknown>): Promise<boolean> => {
    try {
      await check()
    } catch (error) {
      const failure = failureOf(error)
      if (error instanceof AppError && (isForLater(error) || isTrouble(error))) putOff(edit, error)
      // What it was made from is no longer so: that is for a person to decide, as a draft.
      else {
        const state = failure.code === 'editConflict' ? 'drafted' : 'rejected'
        await record.one({ edit: partsOf(edit), state, failure, from: ['queued'] })
      }
      return false
    }
    const at = graph.writeAt({ accountId: edit.accountId, objectId: edit.objectId, field: edit.change.field })
    const wait = at - clock.now()
    if (wait <= SHORT_MS) return true
    park(edit, 'limits', time.now() + wait)
    return false
  }
  const hasGone = (edit: Edit, later: Error | null): void => {
    if (later) putOff(edit, later)
    else if (link.connection() !== 'online') link.saw(null)
  }

  /** Inside the object's order. */
  const postOne = async (edit: ChangeEdit): Promise<void> => {
    const settled = await sending.settle(edit.objectId)
    if (!settled) return park(edit, 'answer', time.now() + TRY_AGAIN_MS)
    if (await mayGo(edit, () => checkEdit(context, readObject, edit, edit.actor)))
      hasGone(edit, await sending.send(partsOf(edit)))
  }

  const makeOne = async (edit: Edit & CreatingParts): Promise<void> => {
    const holder = holderOf(edit.change.after)
    const holderId = holder && 'editId' in holder ? madeOf(await store.edit(holder.editId)) : (holder?.id ?? null)
    if (await mayGo(edit, () => checkCreation(context, edit)))
      hasGone(edit, await making.make({ ...partsOf(edit), change: edit.change }, holderId))
  }

  /** What of these can be posted now: what is to be in something waits until that is made, or is certainly not. */
  const ready = async (edits: readonly Edit[]): Promise<readonly Edit[]> => {
    const ids = [...new Set(edits.flatMap((edit) => holderEditOf(edit) ?? []))]
    if (ids.length === 0) return edits
    const open = (await store.editsById(ids)).filter(({ state }) => state === 'sent' || state === 'unknown')
    for (const holder of open) await making.settle(holder)
    const states = new Map((await store.editsById(ids)).map(({ id, state }) => [id, state]))
    return edits.filter((edit) => {
      const state = states.get(holderEditOf(edit) ?? '')
      const isOpen = state === 'sent' || state === 'unknown'
      if (isOpen) park(edit, 'answer', time.now() + LOOK_AGAIN_MS)
      return !isOpen && state !== 'queued'
    })
  }

  const isPaused = async (setId: string): Promise<boolean> => {
    const paused = (await store.changeSet(setId))?.isPaused ?? true
    if (!paused) held.delete(setId)
    return paused
  }

  /** Those of one object one after the other, objects side by side. */
  const postBatch = async (setId: string, batch: readonly Edit[], stepped: () => void): Promise<void> => {
    const { hidden, failures } = await readObjects(batch.filter(isChangeEdit), 'write', stopping.signal)
    const post = async (edit: Edit): Promise<unknown> => {
      if (isCreating(edit)) return makeOne(edit)
      if (!isChangeEdit(edit)) return
      const { objectId } = edit
      if (hidden.has(objectId)) return reject(edit, { code: 'accountHidden', data: { id: objectId } })
      const failure = failures.get(objectId)
      // What could not be read is not written over.
      if (failure)
        return isForLater(failure) || isTrouble(failure) ? putOff(edit, failure) : reject(edit, failureOf(failure))
      return inOrder.run(objectId, () => postOne(edit))
    }
    // What is being made has no id yet, and nothing that it could disturb.
    const lines = [...Map.groupBy(batch, (edit) => (isChangeEdit(edit) ? edit.objectId : edit.id)).values()]
    let next = 0
    const work = async (): Promise<void> => {
      for (let line = lines[next++]; line; line = lines[next++]) {
        for (const edit of line) {
          if (stopping.signal.aborted || lineWait() || held.has(setId)) return
          await post(edit)
          stepped()
        }
      }
    }
    // Where one fails no other begins anything new, and nobody goes on unseen.
    const all = Array.from({ length: AT_ONCE }, () => work().finally(() => (next = lines.length)))
    await Promise.allSettled(all)
    await Promise.all(all)
  }

  const setWait = (setId: string, wait: SetWait | null): void => {
    if (wait) waiting.set(setId, wait)
    else if (!waiting.delete(setId)) return
    emit('edits.changed', null)
  }

  const postSet = async (setId: string, task: RunningTask): Promise<void> => {
    let done = 0
    const { queued: total } = await store.setCounts(setId)
    // From its beginning to its end, and again while anything of it could go.
    let after = 0
    let isIdle = true
    /** What is archived or deleted goes from the inside out: with what it is in, it would be gone before its turn. */
    let innermost: Level | undefined
    /** The first that goes on. */
    let first: Waiting | null = null
    while (!stopping.signal.aborted && !(await isPaused(setId))) {
      const wait = lineWait()
      if (wait) return setWait(setId, wait)
      forgetPast()
      if (after === 0) {
        const levels = await store.levelsToRemove(setId)
        innermost = LEVELS.findLast((level) => levels.includes(level))
      }
      const { edits, next } = await store.setFrom({ setId, states: ['queued'], after, limit: BATCH })
      const inside = edits.filter((edit) => !parked.has(edit.id) && (!isFinal(edit) || edit.level === innermost))
      const batch = await ready(inside)
      for (const { id } of edits) {
        const waits = parked.get(id)
        if (waits && waits.until < (first?.until ?? Infinity)) first = waits
      }
      if (batch.length > 0) {
        isIdle = false
        setWait(setId, null)
        await postBatch(setId, batch, () => task.step(Math.min(++done, total), total))
      }
      if (next === null && isIdle) return setWait(setId, first)
      after = next ?? 0
      if (next === null) [isIdle, first] = [true, null]
    }
    setWait(setId, null)
  }

  const broke = (error: unknown): void => {
    log.write('error', 'posting stopped', { code: failureOf(error).code })
    brokenUntil = time.now() + TRY_AGAIN_MS
  }

  const work = async (): Promise<void> => {
    alarm?.()
    alarm = null
    // Also of sets that were stopped since: what is past would ring at once, again and again.
    forgetPast()
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false
      for (const setId of await store.setsToPost()) {
        const task = running.begin('edit', 0, () => void pause(setId).catch(broke))
        try {
          await postSet(setId, task)
        } catch (error) {
          broke(error)
          setWait(setId, { for: 'trouble' })
        } finally {
          task.end()
        }
      }
    }
  }
  /** Comes back when the first of what waits may go. */
  const rest = (): void => {
    if (stopping.signal.aborted) return
    forgetPast()
    const now = time.now()
    const untils = [...[...parked.values()].map(({ until }) => until), triedUntil, brokenUntil]
    const next = Math.min(...untils.filter((until) => until > now))
    if (next !== Infinity) alarm = clock.after(next - now, look)
  }

  const look = (): void => {
    isWanted = true
    if (stopping.signal.aborted) return
    working ??= work()
      .catch(broke)
      .finally(() => {
        working = null
        if (isWanted) look()
        else rest()
      })
  }

  return {
    look,
    hold: (setId) => void held.add(setId),
    lineChanged: () => {
      triedUntil = 0
      look()
    },
    waits: (setId) => {
      const wait = waiting.get(setId) ?? null
      return wait?.for === 'limits' ? { ...wait, until: time.toClock(wait.until) } : wait
    },
    isRunning: () => working !== null,
    stop: async () => {
      stopping.abort()
      alarm?.()
      await working
    },
  }
}

import type { Instant } from '../../shared/domain/day.ts'
import { AppError } from '../../shared/errors.ts'
import type { Clock, Log } from '../ports.ts'
import type { FileFacts, RowsPage } from './facts.ts'
import { createGate } from './gate.ts'
import { UNFOLLOWED } from './journal.ts'
import type { JournalCut, JournalPage } from './journal.ts'
import type { JudgedPage } from './judged.ts'
import { START } from './levels.ts'
import type { Cut, SuspectPage } from './levels.ts'
import { ROUTES } from './protocol.ts'
import type { Routed, ThreadData } from './protocol.ts'
import type { JudgedCampaign, Store, SuspectDay } from './store.ts'
import type { TableAnswer } from './table/table.ts'
import { startThread } from './thread.ts'
import type { Thread } from './thread.ts'

interface Needs {
  /** The workspace's database; made when it is not there. Its folder exists. */
  readonly file: string
  /** Entry of the data thread: its source or its bundle. */
  readonly dataThread: URL
  readonly log: Log
  readonly clock: Clock
}

/**
 * Bytes as they came, for the data thread to decode and store (`Sink` of `meta`, which this room does not know). The
 * bytes are handed over: they cannot be read here afterwards.
 */
export type Ingest = <Bytes extends Arrival, Outcome>(bytes: Bytes) => Promise<readonly Outcome[]>
export interface Arrival {
  readonly body: Uint8Array<ArrayBuffer>
  readonly receivedAt: Instant
}

/** Bytes of answers that may be on their way to the disk: more wait, so that a fast network does not fill the memory. */
const UNDER_WAY = 4 * 1024 * 1024

/** Campaigns an answer may hold so that taking it in does not stop the main thread. */
const JUDGED_AT_ONCE = 200
/** Objects whose days are added up, and whose rows are counted, without keeping other readers waiting. */
const ADDED_AT_ONCE = 1000
const COUNTED_AT_ONCE = 5000
/** Rows of the journal. */
const FOLLOWED_AT_ONCE = 4000

/** A view of a part of its buffer (Node's small ones share one) must not take the rest away from others. */
const owned = (body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  body.byteLength === body.buffer.byteLength ? body : body.slice()

const methodsOf = (threads: Readonly<Record<'writer' | 'reader', Thread>>): Pick<Store, Routed> =>
  Object.fromEntries(
    Object.entries(ROUTES).map(([op, mode]) => [op, (...input: unknown[]) => threads[mode].call(op, input)]),
  ) as unknown as Pick<Store, Routed>

/**
 * Opens a workspace's database in two threads, one that writes and one that reads. Throws AppError databaseNewer,
 * databaseCorrupt, databaseReadOnly, diskFull, each with the file's name; the file stays as it was.
 */
export const openStore = async ({
  file,
  dataThread,
  log,
  clock,
}: Needs): Promise<Store & { readonly sink: Ingest }> => {
  const start = (mode: ThreadData['mode']): Thread => startThread(dataThread, { mode, file }, log)
  const reader = start('reader')
  const writing = start('writer')
  /** Of all accounts, which nearly every question begins with: read once, until something is written. */
  let known: ReturnType<Store['accounts']> | null = null
  const forget = (): void => void (known = null)
  const writer: Thread = {
    ...writing,
    call: (...call) => {
      forget()
      return writing.call(...call).finally(forget)
    },
  }
  const gate = createGate(UNDER_WAY)
  const coming = new Set<Promise<unknown>>()
  let closed = false

  const close = async (): Promise<void> => {
    closed = true
    await Promise.allSettled(coming)
    // The writer last: it folds the log into the file.
    await reader.close()
    await writer.close()
  }
  try {
    await writer.call('open', [])
    await reader.call('open', [])
  } catch (error) {
    await close()
    throw error
  }
  const ingest = async <Outcome>(bytes: Arrival): Promise<readonly Outcome[]> => {
    if (closed) throw new AppError('internal')
    const body = owned(bytes.body)
    const size = body.byteLength
    await gate.enter(size)
    try {
      return (await writer.call('ingest', [{ ...bytes, body }], [body.buffer])) as readonly Outcome[]
    } finally {
      gate.leave(size)
    }
  }

  const methods = methodsOf({ writer, reader })

  return {
    ...methods,

    accounts: (ids) => {
      if (ids.length > 0) return methods.accounts(ids)
      if (known) return known
      const reading = methods.accounts(ids)
      known = reading
      // What failed is asked for again.
      reading.catch(() => known === reading && forget())
      return reading
    },

    suspectDays: async (ranges) => {
      const days: SuspectDay[] = []
      for (let cut: Cut | null = START; cut !== null;) {
        const page = (await reader.call('suspectPage', [ranges, cut, ADDED_AT_ONCE])) as SuspectPage
        days.push(...page.days)
        cut = page.next
      }
      return days
    },

    verifyJournal: async (between = () => true) => {
      for (let cut: JournalCut = UNFOLLOWED; ;) {
        const page = (await reader.call('verifyPage', [cut, FOLLOWED_AT_ONCE])) as JournalPage
        if (page.next === null) return page.check
        if (!(await between(page.next.rows, page.total))) return null
        cut = page.next
      }
    },

    facts: async () => {
      let insightRows = 0
      for (let next: number | null = 0; next !== null;) {
        const page = (await reader.call('rowsPage', [next, COUNTED_AT_ONCE])) as RowsPage
        insightRows += page.rows
        next = page.next
      }
      return { ...((await reader.call('fileFacts', [])) as FileFacts), insightRows }
    },

    table: async (query) => {
      for (;;) {
        const answer = (await reader.call('tablePage', [query])) as TableAnswer
        if ('page' in answer) return answer.page
        // A few months at a time, so that what else is to be written does not wait.
        while ((await methods.freshenRunning(answer.behind)) > 0);
      }
    },

    suggestions: () => reader.call('suggestions', [clock.now()]) as ReturnType<Store['suggestions']>,

    judged: async (windows) => {
      const campaigns: JudgedCampaign[] = []
      for (let next: number | null = 0; next !== null;) {
        const page = (await reader.call('judgedPage', [windows, next, JUDGED_AT_ONCE])) as JudgedPage
        campaigns.push(...page.campaigns)
        next = page.next
      }
      return campaigns
    },

    sink: <Bytes extends Arrival, Outcome>(bytes: Bytes) => {
      const done = ingest<Outcome>(bytes)
      const settled = done.catch(() => undefined).finally(() => coming.delete(settled))
      coming.add(settled)
      return done
    },

    close,
  }
}

import type { Clock, Log } from '../ports.ts'
import type { JudgedPage } from './judged.ts'
import { ROUTES } from './protocol.ts'
import type { Routed, ThreadData } from './protocol.ts'
import type { JudgedCampaign, Store } from './store.ts'
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
export type Ingest = <Bytes extends { readonly body: Uint8Array<ArrayBuffer> }, Outcome>(
  bytes: Bytes,
) => Promise<readonly Outcome[]>

/** Campaigns an answer may hold so that taking it in does not stop the main thread. */
const JUDGED_AT_ONCE = 200

/** A view of a part of its buffer (Node's small ones share one) must not take the rest away from others. */
const owned = (body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  body.byteLength === body.buffer.byteLength ? body : body.slice()

const methodsOf = (threads: Readonly<Record<ThreadData['mode'], Thread>>): Pick<Store, Routed> =>
  Object.fromEntries(
    Object.entries(ROUTES).map(([op, mode]) => [op, (...input: unknown[]) => threads[mode].call(op, input)]),
  ) as unknown as Pick<Store, Routed>

/**
 * Opens a workspace's database in two threads, one that writes and one that reads. Throws AppError databaseNewer,
 * databaseCorrupt, databaseReadOnly, diskFull, each with the file's name; the file stays as it was.
 */
export const openStore = async ({ file, dataThread, log, clock }: Needs): Promise<Store & { readonly sink: Ingest }> => {
  const start = (mode: ThreadData['mode']): Thread => startThread(dataThread, { mode, file }, log)
  const threads = { writer: start('writer'), reader: start('reader') }
  const { writer, reader } = threads
  const close = async (): Promise<void> => {
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
  return {
    ...methodsOf(threads),

    suggestions: () => reader.call('suggestions', [clock.now()]) as ReturnType<Store['suggestions']>,

    judged: async (windows) => {
      const campaigns: JudgedCampaign[] = []
      for (let next: number | null = 0; next !== null; ) {
        const page = (await reader.call('judgedPage', [windows, next, JUDGED_AT_ONCE])) as JudgedPage
        campaigns.push(...page.campaigns)
        next = page.next
      }
      return campaigns
    },

    sink: async <Bytes extends { readonly body: Uint8Array<ArrayBuffer> }, Outcome>(bytes: Bytes) => {
      const body = owned(bytes.body)
      return (await writer.call('ingest', [{ ...bytes, body }], [body.buffer])) as readonly Outcome[]
    },

    close,
  }
}

import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../ports.ts'
import type { ThreadCall, ThreadData, ThreadReply } from './protocol.ts'

/** A query this long is worth an index or a thought. */
const SLOW_MS = 40

/**
 * What is made of an answer lives for a moment. Left to itself each thread lets several times more of it lie around, which
 * is no faster: 600,000 rows then take 60 MB more at their peak.
 */
const YOUNG_MB = 4
/**
 * An exporter holds some 20 MB, whatever the length of its file. V8 lets the old heap of a thread that may have little grow by a
 * third of that before it sweeps, else to several times as much.
 */
const OLD_MB_OF_EXPORTER = 256

interface Waiting {
  readonly op: string
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export interface Thread {
  /** Rejects with AppError only; `internal` when the thread is gone. `moved`: memory in `input` that the thread is given. */
  call(op: string, input: readonly unknown[], moved?: readonly ArrayBuffer[]): Promise<unknown>
  /** Answers what was asked before, then ends. */
  close(): Promise<void>
}

/** `entry`: source or bundle of `data-thread.ts`. */
export const startThread = (entry: URL, data: ThreadData, log: Log): Thread => {
  const worker = new Worker(entry, {
    workerData: data,
    name: `buydesk-${data.mode}`,
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_MB,
      ...(data.mode === 'exporter' ? { maxOldGenerationSizeMb: OLD_MB_OF_EXPORTER } : {}),
    },
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended = false

  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      ended = true
      for (const { reject } of waiting.values()) reject(new AppError('internal'))
      waiting.clear()
      resolve()
    })
  })
  worker.on('error', (error) => log.write('error', 'data thread died', { mode: data.mode, error: error.name }))
  worker.on('message', (reply: ThreadReply) => {
    const call = waiting.get(reply.id)
    if (!call) return
    waiting.delete(reply.id)
    // A file is no query.
    const isQuery = data.mode === 'writer' || data.mode === 'reader'
    if (reply.ms > SLOW_MS && call.op !== 'open' && isQuery)
      log.write('warn', 'slow query', { op: call.op, mode: data.mode, ms: Math.round(reply.ms) })
    if (reply.ok) return call.resolve(reply.value)
    if (reply.fault) log.write('error', 'query failed', { op: call.op, mode: data.mode, fault: reply.fault })
    call.reject(new AppError(reply.failure.code, reply.failure.data))
  })

  const call: Thread['call'] = (op, input, moved = []) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new AppError('internal'))
      lastId += 1
      waiting.set(lastId, { op, resolve, reject })
      const message: ThreadCall = { id: lastId, op, input, moved }
      worker.postMessage(message, moved)
    })

  return {
    call,
    close: async () => {
      if (!ended) await call('close', []).catch(() => undefined)
      await exited
    },
  }
}

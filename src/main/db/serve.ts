import type { MessagePort } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { AppError, failureOf } from '../../shared/errors.ts'
import { named } from './failures.ts'
import { openReader, openWriter } from './open-database.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { Operations, ThreadCall, ThreadData, ThreadReply } from './protocol.ts'

const faultOf = (error: unknown): string | null => {
  if (error instanceof AppError) return null
  if (!(error instanceof Error)) return 'not an error'
  const code = 'code' in error ? String(error.code) : ''
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 4)
  return [error.name, code, ...frames.map((line) => line.trim())].filter(Boolean).join(' | ')
}

interface Needs {
  readonly port: MessagePort
  readonly data: ThreadData
  /** What the thread answers besides `open` and `close`. */
  readonly operations: (db: Database) => Operations
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
}

/** Answers calls one after the other, in order, until it is told to close. */
export const serve = ({ port, data: { mode, file }, operations, now }: Needs): void => {
  let opened: { readonly db: Database; readonly table: Operations } | null = null

  const answer = ({ op, input }: ThreadCall): unknown => {
    if (op === 'open') {
      const db = mode === 'writer' ? openWriter(file, MIGRATIONS) : openReader(file)
      opened = { db, table: operations(db) }
      return null
    }
    if (op === 'close') {
      opened?.db.close()
      opened = null
      return null
    }
    const run = opened && Object.hasOwn(opened.table, op) ? opened.table[op] : undefined
    if (!run) throw new Error(`no operation ${op}`)
    return run(...(input as never[]))
  }

  port.on('message', (call: ThreadCall) => {
    const start = now()
    let reply: ThreadReply
    try {
      const value = answer(call)
      reply = { id: call.id, ms: now() - start, ok: true, value }
    } catch (thrown) {
      const error = named(thrown, file)
      reply = { id: call.id, ms: now() - start, ok: false, failure: failureOf(error), fault: faultOf(error) }
    }
    port.postMessage(reply)
    if (call.op === 'close') port.close()
  })
}

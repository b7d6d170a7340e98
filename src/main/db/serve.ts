import type { MessagePort } from 'node:worker_threads'
import { AppError, failureOf } from '../../shared/errors.ts'
import { named } from './failures.ts'
import type { Operations, ThreadCall, ThreadReply } from './protocol.ts'

const faultOf = (error: unknown): string | null => {
  if (error instanceof AppError) return null
  if (!(error instanceof Error)) return 'not an error'
  const code = 'code' in error ? String(error.code) : ''
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 4)
  return [error.name, code, ...frames.map((line) => line.trim())].filter(Boolean).join(' | ')
}

interface Needs {
  readonly port: MessagePort
  readonly file: string
  /** What the thread answers besides `open` and `close`, and how it ends. */
  readonly open: () => { readonly operations: Operations; readonly close: () => void }
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
}

/** Answers calls one after the other, in order, until it is told to close. */
export const serve = ({ port, file, open, now }: Needs): void => {
  let opened: ReturnType<Needs['open']> | null = null

  const answer = ({ op, input }: ThreadCall): unknown => {
    if (op === 'open') {
      opened = open()
      return null
    }
    if (op === 'close') {
      opened?.close()
      opened = null
      return null
    }
    const run = opened && Object.hasOwn(opened.operations, op) ? opened.operations[op] : undefined
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

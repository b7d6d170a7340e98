import type { MessagePort } from 'node:worker_threads'
import { AppError, failureOf } from '../../shared/errors.ts'
import { giveBack } from '../give-back.ts'
import { named } from './failures.ts'
import { suspect } from './soundness.ts'
import type { Operations, ThreadCall, ThreadReply } from './protocol.ts'

const faultOf = (error: unknown): string | null => {
  if (error instanceof AppError) return null
  if (!(error instanceof Error)) return 'not an error'
  const code = 'code' in error ? String(error.code) : ''
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 4)
  return [error.name, code, ...frames.map((line) => line.trim())].filter(Boolean).join(' | ')
}

export interface Opened {
  /** What the thread answers besides `open` and `close`. */
  readonly operations: Operations
  readonly close: () => void
}

interface Needs {
  readonly port: MessagePort
  readonly file: string
  readonly open: () => Promise<Opened>
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
}

/** Answers calls one after the other, in order, until it is told to close. */
export const serve = ({ port, file, open, now }: Needs): void => {
  let opening: Promise<Opened> | null = null

  const answer = async ({ op, input }: ThreadCall): Promise<unknown> => {
    if (op === 'open') {
      opening = open()
      await opening
      return null
    }
    // What could not be opened is not open, and every call says why.
    const opened = op === 'close' ? await opening?.catch(() => null) : await opening
    if (op === 'close') {
      opened?.close()
      return null
    }
    const run = opened && Object.hasOwn(opened.operations, op) ? opened.operations[op] : undefined
    if (!run) throw new Error(`no operation ${op}`)
    return run(...(input as never[]))
  }

  const reply = async (call: ThreadCall): Promise<ThreadReply> => {
    const start = now()
    try {
      const value = await answer(call)
      return { id: call.id, ms: now() - start, ok: true, value }
    } catch (thrown) {
      const error = named(thrown, file)
      if (error instanceof AppError && error.code === 'databaseCorrupt') suspect(file)
      return { id: call.id, ms: now() - start, ok: false, failure: failureOf(error), fault: faultOf(error) }
    }
  }

  let last: Promise<void> = Promise.resolve()
  port.on('message', (call: ThreadCall) => {
    last = last.then(async () => {
      port.postMessage(await reply(call))
      for (const memory of call.moved) giveBack(memory)
      if (call.op === 'close') port.close()
    })
  })
}

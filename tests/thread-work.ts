import { Worker } from 'node:worker_threads'

/** Calls that data threads have not answered yet: each message to one has exactly one answer. */

const pending = new Map<Worker, number>()
const change = (worker: Worker, by: number): void => {
  pending.set(worker, Math.max(0, (pending.get(worker) ?? 0) + by))
}

const { postMessage, emit } = Worker.prototype
Worker.prototype.postMessage = function (...input: Parameters<Worker['postMessage']>) {
  change(this, 1)
  postMessage.apply(this, input)
}
Worker.prototype.emit = function (this: Worker, ...input: Parameters<Worker['emit']>) {
  const [name] = input
  if (name === 'message') change(this, -1)
  if (name === 'exit') pending.delete(this)
  return emit.apply(this, input)
} as Worker['emit']

/** Whether any data thread of this process has something to do. */
export const threadsWork = (): boolean => [...pending.values()].some((calls) => calls > 0)

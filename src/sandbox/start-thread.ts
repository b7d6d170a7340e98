import { Worker } from 'node:worker_threads'
import { AppError } from '../shared/errors.ts'
import type { FromSandboxThread, SandboxThreadData, ToSandboxThread } from './thread-messages.ts'

/** What the app's `StartSandbox` port asks for; the sandbox stands for Meta and knows nothing of the app. */
interface RunningSandbox {
  readonly url: string
  set(options: { readonly speed: number }): void
  stop(): Promise<void>
}

/** `threadUrl`: `thread.ts`, or its bundle in the built app. */
export const createSandboxStarter =
  (threadUrl: URL) =>
  (options: SandboxThreadData): Promise<RunningSandbox> =>
    new Promise<RunningSandbox>((done, fail) => {
      const workerData: SandboxThreadData = options
      const worker = new Worker(threadUrl, { workerData })
      const say = (message: ToSandboxThread): void => worker.postMessage(message)
      const gone = new Promise<void>((exited) => {
        worker.once('exit', () => exited())
      })
      worker.once('error', (error) => fail(new AppError('sandboxFailed', {}, { cause: error })))
      void gone.then(() => fail(new AppError('sandboxFailed')))
      worker.once('message', (message: FromSandboxThread) => {
        if (message.kind === 'failed') {
          void worker.terminate()
          return fail(
            message.code === 'EADDRINUSE'
              ? new AppError('portTaken', { port: options.port })
              : new AppError('sandboxFailed'),
          )
        }
        // After the start nobody awaits this promise: an error then ends the thread, which the app sees as offline.
        worker.on('error', () => undefined)
        done({
          url: message.url,
          set: ({ speed }) => say({ kind: 'set', speed }),
          stop: async () => {
            say({ kind: 'stop' })
            await gone
          },
        })
      })
    })

import { parentPort, workerData } from 'node:worker_threads'
import { createSpeedClock } from './clock.ts'
import { startSandbox } from './server.ts'
import type { FromSandboxThread, SandboxThreadData, ToSandboxThread } from './thread-messages.ts'

/** The sandbox in a thread of its own, so that it never takes time from the window's process. */

const { port, stateFile, speed } = workerData as SandboxThreadData
const clock = createSpeedClock(() => Date.now(), speed)
const post = (message: FromSandboxThread): void => parentPort?.postMessage(message)

try {
  const sandbox = await startSandbox({ port, now: clock.now, stateFile })
  parentPort?.on('message', (message: ToSandboxThread) => {
    if (message.kind === 'set') clock.set(message.speed)
    else void sandbox.stop().then(() => parentPort?.close())
  })
  post({ kind: 'ready', url: sandbox.url })
} catch (error) {
  post({ kind: 'failed', code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' })
}

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './launched.ts'

/** Meta, played by the sandbox in a process of its own. */
export interface SandboxProcess {
  /** `http://127.0.0.1:…`, the same after every start. */
  readonly url: string
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>
  startAgain(): Promise<void>
}

/** `stateFile`: what it remembers over its own restarts. */
export const startSandboxProcess = async (stateFile: string): Promise<SandboxProcess> => {
  let child: ChildProcess | null = null

  const start = async (port: string): Promise<string> => {
    const script = join(ROOT, 'src', 'sandbox', 'cli.ts')
    const started = spawn(process.execPath, [script, '--port', port, '--state', stateFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    for await (const line of createInterface(started.stdout)) {
      started.stdout.resume()
      return line
    }
    throw new Error('The sandbox did not start')
  }

  const url = await start('0')
  return {
    url,
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    startAgain: async () => {
      const again = await start(new URL(url).port)
      if (again !== url) throw new Error(`The sandbox is at ${again}`)
    },
  }
}

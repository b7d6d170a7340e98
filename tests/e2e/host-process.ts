import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Control, ControlAnswer, ControlName, ControlRequest } from '../../host/control.ts'

type Answered<Name extends ControlName> = Awaited<ReturnType<Control[Name]>>

export interface HostProcess {
  ask<Name extends ControlName>(name: Name, ...args: Parameters<Control[Name]>): Promise<Answered<Name>>
  output(): string
  kill(): Promise<void>
  readonly exited: Promise<number | null>
}

const MAIN = fileURLToPath(new URL('../../host/main.ts', import.meta.url))

/** Starts the Chromium host on the application in `folder` as a process of its own, and speaks to it. */
export const startHost = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): HostProcess => {
  const child = spawn(process.execPath, [MAIN, folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env, BUYDESK_HOST_CONTROL: '1' },
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let last = 0
  const exited = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      for (const one of waiting.values()) one.reject(new Error(`The host ended:\n${output}`))
      waiting.clear()
      resolve(code)
    })
  })
  child.on('message', (answer: ControlAnswer) => {
    const one = waiting.get(answer.control)
    waiting.delete(answer.control)
    if ('error' in answer) one?.reject(new Error(answer.error))
    else one?.resolve(answer.value as never)
  })
  return {
    ask: <Name extends ControlName>(name: Name, ...given: Parameters<Control[Name]>) =>
      new Promise<Answered<Name>>((resolve, reject) => {
        if (!child.connected) return reject(new Error(`The host has ended:\n${output}`))
        last += 1
        waiting.set(last, { resolve, reject })
        const request: ControlRequest = { control: last, name, args: given }
        child.send(request)
      }),
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    exited,
  }
}

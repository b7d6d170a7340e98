import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronBinary } from '../../scripts/electron-binary.ts'
import { ROOT } from './launched.ts'

/** A second process on a data folder, to its end. */
export const run = (
  command: string,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
/** The program once more on the same data; it ends at once where another runs. */
export const startAgain = (dir: string, ...args: readonly string[]): ReturnType<typeof run> => {
  const electron = electronBinary()
  return electron === null
    ? run(process.execPath, join(ROOT, 'host', 'main.ts'), ROOT, '--data-dir', dir, ...args)
    : run(electron, ROOT, '--data-dir', dir, ...args)
}

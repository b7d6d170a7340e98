import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `npm run check`: everything fast, all of it even when a part fails, so that one run tells all. */
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const bin = (name: string): string => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url))

const STEPS: readonly (readonly [what: string, command: string, ...args: string[]])[] = [
  ['format', 'oxfmt', '--check'],
  ['lint', 'oxlint', '--type-aware', '--quiet'],
  ...['shared', 'main', 'preload', 'renderer', 'tests'].map(
    (project) => [`types of ${project}`, 'tsc', '-p', `tsconfig.${project}.json`] as const,
  ),
  ['unit tests', 'vitest', 'run', '--project', 'unit', '--reporter', 'dot'],
]

const failed = STEPS.filter(([what, command, ...args]) => {
  const step = spawnSync(bin(command), args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, NO_COLOR: '1' },
  })
  process.stdout.write(`${step.status === 0 ? 'ok    ' : 'failed'}  ${what}\n`)
  if (step.status !== 0) process.stdout.write(`${step.stdout}${step.stderr}\n`)
  return step.status !== 0
})
if (failed.length > 0) process.stdout.write(`Failed: ${failed.map(([what]) => what).join(', ')}\n`)
process.exitCode = failed.length > 0 ? 1 : 0

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build-if-needed.ts'
import { electronBinary } from './electron-binary.ts'

/**
 * `npm test`: finds what it needs, builds, runs every test beside a keyring of its own, and ends with
 * `N passed, N failed`. Arguments go to vitest.
 */
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const RESULTS = at('test-out/results.json')

interface Results {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

const end = (passed: number, failed: number): never => {
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exit(failed > 0 ? 1 : 0)
}

const run = (script: string, ...args: string[]): number | null =>
  spawnSync(process.execPath, [at(script), ...args], { stdio: 'inherit', cwd: at('') }).status

if (run('scripts/set-up.ts') !== 0) end(0, 1)
if (!buildIfNeeded()) end(0, 1)
process.stdout.write(`End-to-end tests run on ${electronBinary() === null ? 'Chromium' : 'Electron'}.\n`)

rmSync(RESULTS, { force: true })
mkdirSync(at('test-out'), { recursive: true })
const status = run(
  'scripts/with-keyring.ts',
  process.execPath,
  at('node_modules/vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${RESULTS}`,
  ...process.argv.slice(2),
)
if (!existsSync(RESULTS)) end(0, 1)
const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as Results
// A file that cannot even be read has no test of its own that fails.
const broken = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length
const failed = results.numFailedTests + broken
if (results.numPendingTests > 0) process.stdout.write(`${results.numPendingTests} left out (the reasons are above)\n`)
end(results.numPassedTests, failed === 0 && status !== 0 ? 1 : failed)

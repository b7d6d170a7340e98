import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { relative, sep } from 'node:path'
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
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
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

mkdirSync(at('test-out'), { recursive: true })

/** Every file of tests, by its path from here. */
const all = readdirSync(at('tests'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => `tests/${path.split(sep).join('/')}`)
const fileOf = ({ name }: { readonly name: string }): string => relative(at(''), name).split(sep).join('/')

const vitest = (args: readonly string[]): { readonly status: number | null; readonly results: Results | null } => {
  rmSync(RESULTS, { force: true })
  const status = run(
    'scripts/with-keyring.ts',
    process.execPath,
    at('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}`,
    ...args,
  )
  return { status, results: existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : null }
}
/** A file that cannot even be read has no test of its own that fails. */
const isBroken = (file: Results['testResults'][number]): boolean =>
  file.status === 'failed' && file.assertionResults.length === 0
const failedIn = ({ numFailedTests, testResults }: Results): number =>
  numFailedTests + testResults.filter(isBroken).length

const asked = process.argv.slice(2)
const first = vitest(asked)
if (!first.results) end(0, 1)
let results = first.results as Results
let passed = results.numPassedTests
let failed = failedIn(results)
let isWhole = first.status === 0 || failed > 0

// A process of tests that the system ended says nothing about its tests: what it did not get to runs once more, and is named.
if (failed === 0 && first.status !== 0 && asked.length === 0) {
  const ended = new Set(results.testResults.filter(({ status }) => status === 'passed').map(fileOf))
  const left = all.filter((path) => !ended.has(path))
  if (left.length > 0) {
    process.stdout.write(`A process ended by itself. Run again: ${left.join(', ')}\n`)
    const counted = results.testResults.filter((file) => ended.has(fileOf(file)))
    passed = counted.reduce(
      (sum, { assertionResults }) => sum + assertionResults.filter(({ status }) => status === 'passed').length,
      0,
    )
    const second = vitest(left)
    if (!second.results) end(passed, 1)
    results = second.results as Results
    passed += results.numPassedTests
    failed = failedIn(results)
    isWhole = second.status === 0
  }
}
if (results.numPendingTests > 0) process.stdout.write(`${results.numPendingTests} left out (the reasons are above)\n`)
end(passed, failed === 0 && !isWhole ? 1 : failed)

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isWithin } from './report.ts'
import type { Bench, Result } from './report.ts'

/** `node tests/bench/run.ts [name prefix]`: exit code 1 only when a bench itself broke; a missed limit is a finding. */
const prefix = process.argv[2] ?? ''
const out = new URL('../../bench-out/', import.meta.url)
const file = new URL('results.json', out)

const before = (): Record<string, Result> => {
  if (!prefix) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Result>
  } catch {
    return {}
  }
}

const results = before()
const crashed: string[] = []
for (const name of readdirSync(import.meta.dirname)
  .filter((each) => each.endsWith('.bench.ts'))
  .toSorted()) {
  const { bench } = (await import(new URL(name, import.meta.url).href)) as { bench: Bench }
  if (!bench.names.some((each) => each.startsWith(prefix))) continue
  try {
    await bench.run((measured, result) => {
      if (measured.startsWith(prefix)) results[measured] = { ...result, value: Number(result.value.toPrecision(4)) }
    })
  } catch (error) {
    crashed.push(name)
    console.error(`${name} broke:`, error)
  }
}

mkdirSync(out, { recursive: true })
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)

const lines = Object.entries(results).map(([name, result]) => [
  name,
  String(result.value),
  `${result.better === 'lower' ? '≤' : '≥'} ${result.limit}`,
  result.unit,
  isWithin(result) ? 'ok' : 'MISS',
])
const table = [['name', 'value', 'limit', 'unit', ''], ...lines]
const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((line) => line[column]?.length ?? 0)))
for (const line of table)
  console.log(
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
process.exitCode = crashed.length > 0 ? 1 : 0

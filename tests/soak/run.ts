import { parseArgs } from 'node:util'
import { soak } from './soak.ts'

/** `npm run soak`: seven virtual days of twenty accounts with everything that goes wrong. Ends with 1 when anything is lost. */

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '168' },
    accounts: { type: 'string', default: '20' },
    faults: { type: 'string', default: '0.05' },
    kill: { type: 'string', default: '4' },
    poll: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
})
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const startedAt = performance.now()
const { comparison, lastRun, unexplained, heaps, budgets, ...report } = await soak({
  hours: Number(values.hours),
  accounts: Number(values.accounts),
  faults: Number(values.faults),
  killEveryHours: Number(values.kill),
  pollSeconds: Number(values.poll),
  seed: Number(values.seed),
  print,
})
const megabytes = heaps.map((heap) => Math.round(heap / 1e6))
print(
  JSON.stringify(
    {
      ...report,
      budgets,
      objectDays: comparison.objectDays,
      delivered: comparison.delivered,
      differences: comparison.differences.length,
      examples: comparison.differences.slice(0, 10),
      strangers: comparison.strangers,
      lastRun: { outcome: lastRun.outcome, failures: lastRun.failures },
      unexplained,
      heapMb: { first: megabytes.slice(0, 5), last: megabytes.slice(-5), most: Math.max(...megabytes) },
      minutes: Math.round((performance.now() - startedAt) / 6000) / 10,
    },
    null,
    2,
  ),
)
const good =
  comparison.differences.length === 0 &&
  comparison.strangers === 0 &&
  comparison.delivered > 0 &&
  budgets.wrong === 0 &&
  report.ownThrottles === 0 &&
  unexplained.length === 0 &&
  lastRun.outcome === 'done'
process.exitCode = good ? 0 : 1

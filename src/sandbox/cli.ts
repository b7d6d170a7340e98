import { parseArgs } from 'node:util'
import { createSpeedClock } from './clock.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_COLLEAGUE_TOKEN, DEMO_SYSTEM_TOKEN } from './demo-app.ts'
import { startSandbox } from './server.ts'
import type { WorldSize } from './world.ts'

/**
 * The sandbox by itself: `node src/sandbox/cli.ts --port 4010 --speed 60 --state file.json`. `--campaigns 1000` makes
 * one account with so many of them; with `--accounts 50 --campaigns 1500 --ads 20000 --days 400` it is an agency.
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    speed: { type: 'string', default: '1' },
    state: { type: 'string' },
    limited: { type: 'boolean', default: false },
    accounts: { type: 'string' },
    campaigns: { type: 'string' },
    ads: { type: 'string' },
    days: { type: 'string' },
  },
})

const sizeOf = (): WorldSize | null => {
  const { accounts, campaigns, ads, days } = values
  if (accounts === undefined) return campaigns === undefined ? null : { campaigns: Number(campaigns) }
  const inAll = campaigns === undefined ? Number(accounts) * 5 : Number(campaigns)
  return { accounts: Number(accounts), campaigns: inAll, ads: Number(ads ?? inAll * 3), days: Number(days ?? 90) }
}

const size = sizeOf()
const clock = createSpeedClock(() => Date.now(), Number(values.speed))
try {
  const sandbox = await startSandbox({
    port: Number(values.port),
    now: clock.now,
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.limited ? { accessTier: 'development_access' as const } : {}),
    ...(size === null ? {} : { size }),
  })
  console.log(sandbox.url)
  console.log(`App id        ${DEMO_APP_ID}`)
  console.log(`App secret    ${DEMO_APP_SECRET}`)
  console.log(`Access token  ${DEMO_SYSTEM_TOKEN}`)
  console.log(`A colleague's ${DEMO_COLLEAGUE_TOKEN}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(taken ? `Port ${values.port} is in use. Choose another with --port.` : String(error))
  process.exitCode = 1
}

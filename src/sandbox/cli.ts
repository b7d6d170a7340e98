import { parseArgs } from 'node:util'
import { createSpeedClock } from './clock.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SYSTEM_TOKEN } from './demo-app.ts'
import { startSandbox } from './server.ts'

/** The sandbox by itself: `node src/sandbox/cli.ts --port 4010 --speed 60 --state file.json`. */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    speed: { type: 'string', default: '1' },
    state: { type: 'string' },
    limited: { type: 'boolean', default: false },
    campaigns: { type: 'string' },
  },
})

const clock = createSpeedClock(() => Date.now(), Number(values.speed))
try {
  const sandbox = await startSandbox({
    port: Number(values.port),
    now: clock.now,
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.limited ? { accessTier: 'development_access' as const } : {}),
    ...(values.campaigns === undefined ? {} : { size: { campaigns: Number(values.campaigns) } }),
  })
  console.log(sandbox.url)
  console.log(`App id        ${DEMO_APP_ID}`)
  console.log(`App secret    ${DEMO_APP_SECRET}`)
  console.log(`Access token  ${DEMO_SYSTEM_TOKEN}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(taken ? `Port ${values.port} is in use. Choose another with --port.` : String(error))
  process.exitCode = 1
}

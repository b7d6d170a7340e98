import { randomBytes } from 'node:crypto'
import { createHttp } from '../../src/main/http.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import type { Graph } from '../../src/main/meta/graph.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'

/** The application's own client, on real time, signed in to a sandbox. */
export const graphOf = (sandbox: Sandbox): Graph =>
  createGraph({
    http: createHttp(fetch),
    clock: {
      now: () => Date.now(),
      uptime: () => performance.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    ids: { random: () => randomBytes(16).toString('base64url') },
    log: { write: () => undefined },
    secrets: { token: async () => DEMO_SYSTEM_TOKEN, appSecret: async () => DEMO_APP_SECRET },
    baseUrl: sandbox.url,
    version: 'v26.0',
    appId: DEMO_APP_ID,
  })

import { parentPort, workerData } from 'node:worker_threads'
import { createReads, createWriter } from './db/operations.ts'
import type { Operations, ThreadData } from './db/protocol.ts'
import { serve } from './db/serve.ts'
import { createIngest } from './services/ingest/index.ts'

/** Entry of a data thread: one that writes or one that reads a workspace's database, away from the main thread. */
const data = workerData as ThreadData
if (!parentPort) throw new Error('the data thread is started by the application')

serve({
  port: parentPort,
  data,
  now: () => performance.now(),
  operations: (db): Operations => {
    if (data.mode === 'reader') return { ...createReads(db) }
    const writer = createWriter(db)
    return { ...writer, ingest: createIngest(writer) }
  },
})

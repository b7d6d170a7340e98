import { parentPort, workerData } from 'node:worker_threads'
import { MIGRATIONS } from './db/migrations/migrations.ts'
import { openReader, openWriter } from './db/open-database.ts'
import { createReads, createWriter } from './db/operations.ts'
import type { Operations, ThreadData } from './db/protocol.ts'
import { serve } from './db/serve.ts'
import { createDecode } from './services/ingest/index.ts'

/** Entry of a data thread: one that writes, reads or decodes for a workspace, away from the main thread. */
const { mode, file } = workerData as ThreadData
if (!parentPort) throw new Error('the data thread is started by the application')

const open = (): { operations: Operations; close: () => void } => {
  if (mode === 'decoder') return { operations: { decode: createDecode() }, close: () => undefined }
  const db = mode === 'writer' ? openWriter(file, MIGRATIONS) : openReader(file)
  return { operations: { ...(mode === 'writer' ? createWriter(db) : createReads(db)) }, close: () => void db.close() }
}

serve({ port: parentPort, file, open, now: () => performance.now() })

import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadData } from './db/protocol.ts'
import { serve } from './db/serve.ts'
import type { Opened } from './db/serve.ts'
import type { PageBytes } from './meta/graph.ts'

/** Entry of a data thread: one that takes in and writes, one that reads, or one that exports or imports for a workspace, away from the main thread. */
const { mode, file } = workerData as ThreadData

/** Each thread loads what it does and no more, the writer what takes in answers with the first of them. */
const open = async (): Promise<Opened> => {
  if (mode === 'exporter') {
    const { openExporter } = await import('./services/exports/thread.ts')
    return openExporter(file)
  }
  if (mode === 'importer') {
    const { openImporter } = await import('./services/rates/thread.ts')
    return openImporter(file)
  }
  const { openReads, openWrites } = await import('./db/open-file.ts')
  if (mode === 'reader') return openReads(file)
  const { operations, close } = openWrites(file)
  const ingest = async (bytes: PageBytes) =>
    (await import('./services/ingest/index.ts')).ingest(bytes, operations.store)
  return { operations: { ...operations, ingest }, close }
}

if (!parentPort) throw new Error('the data thread is started by the application')
serve({ port: parentPort, file, open, now: () => performance.now() })

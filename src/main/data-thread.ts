import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadData } from './db/protocol.ts'
import { serve } from './db/serve.ts'
import type { Opened } from './db/serve.ts'

/** Entry of a data thread: one that writes, reads or decodes for a workspace, away from the main thread. */
const { mode, file } = workerData as ThreadData

/** Each thread loads what it does and no more: they are started while somebody waits for the first table. */
const open = async (): Promise<Opened> => {
  if (mode === 'decoder') {
    const { createDecode } = await import('./services/ingest/index.ts')
    return { operations: { decode: createDecode() }, close: () => undefined }
  }
  const { openFile } = await import('./db/open-file.ts')
  return openFile(mode, file)
}

if (!parentPort) throw new Error('the data thread is started by the application')
serve({ port: parentPort, file, open, now: () => performance.now() })

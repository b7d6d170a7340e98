import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../ports.ts'
import { redact } from './redact.ts'

const MAX_BYTES = 2_000_000
const KEPT = 3

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/**
 * `buydesk.log` in `folder`, a JSON object a line, secrets redacted; at 2 MB it becomes `buydesk.1.log` and so on up to
 * three. A log that cannot be written must not stop anything, so its own failures are dropped.
 */
export const createLog = (needs: { folder: string; now: () => string; alsoWrite: (line: string) => void }): Log & { flush(): void } => {
  const { folder, now, alsoWrite } = needs
  const file = join(folder, 'buydesk.log')
  let waiting: string[] = []
  let writing: Promise<void> | null = null

  const rotate = (): void => {
    if (sizeOf(file) < MAX_BYTES) return
    for (let n = KEPT - 1; n >= 0; n -= 1) {
      const from = n === 0 ? file : join(folder, `buydesk.${n}.log`)
      if (sizeOf(from) > 0) renameSync(from, join(folder, `buydesk.${n + 1}.log`))
    }
  }
  const take = (): string => {
    const text = waiting.join('')
    waiting = []
    return text
  }
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      rotate()
      await appendFile(file, take())
    }
  }

  try {
    mkdirSync(folder, { recursive: true })
  } catch {
    // Said above: nothing depends on the log.
  }
  return {
    write: (level, message, data) => {
      const line = JSON.stringify({ at: now(), level, message: redact(message), ...(data === undefined ? {} : { data: redact(data) }) })
      if (level === 'error') alsoWrite(line)
      waiting.push(`${line}\n`)
      writing ??= drain()
        .catch(() => undefined)
        .finally(() => (writing = null))
    },
    flush: () => {
      try {
        if (waiting.length > 0) appendFileSync(file, take())
      } catch {
        // As above.
      }
    },
  }
}

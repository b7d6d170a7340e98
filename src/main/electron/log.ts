import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
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
 * three. Written at once, since the last line before a crash is the one that is wanted. A log that cannot be written
 * must not stop anything, so its own failures are dropped.
 */
export const createLog = (needs: { folder: string; now: () => string; alsoWrite: (line: string) => void }): Log => {
  const { folder, now, alsoWrite } = needs
  const file = join(folder, 'buydesk.log')
  let size: number | null = null

  const rotate = (): void => {
    for (let n = KEPT - 1; n >= 0; n -= 1) {
      const from = n === 0 ? file : join(folder, `buydesk.${n}.log`)
      if (sizeOf(from) > 0) renameSync(from, join(folder, `buydesk.${n + 1}.log`))
    }
    size = 0
  }
  const append = (line: string): void => {
    if (size === null) {
      mkdirSync(folder, { recursive: true })
      size = sizeOf(file)
    }
    if (size > MAX_BYTES) rotate()
    appendFileSync(file, line)
    size += Buffer.byteLength(line)
  }

  return {
    write: (level, message, data) => {
      const entry = {
        at: now(),
        level,
        message: redact(message),
        ...(data === undefined ? {} : { data: redact(data) }),
      }
      const line = JSON.stringify(entry)
      if (level === 'error') alsoWrite(line)
      try {
        append(`${line}\n`)
      } catch {
        // Said above: nothing depends on the log.
      }
    },
  }
}

import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { openAt, tempFolder } from '../unit/db/temp-store.ts'
import { PAGE_ROWS } from '../bench/insight-pages.ts'

/** Opens the file, stores pages without end and a journal row after each, and says so: killed from outside. */
const CHILD = new URL('./db-killed-child.ts', import.meta.url)

it('has whole pages and a whole journal after being killed in the middle of storing', async () => {
  const folder = tempFolder()
  const file = join(folder, 'workspace.db')
  try {
    let rowsBefore = 0
    for (const pagesBeforeKill of [3, 7]) {
      const child = spawn(process.execPath, [CHILD.pathname, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      const exited = new Promise((resolve) => child.once('exit', resolve))
      let confirmed = 0
      for await (const line of createInterface({ input: child.stdout })) {
        if (line === 'stored') confirmed += 1
        if (confirmed === pagesBeforeKill) child.kill('SIGKILL')
      }
      await exited
      const store = await openAt(file)
      const { insightRows, intact } = await store.facts()
      const check = await store.verifyJournal()
      const journal = (await store.edits({ objectId: null, limit: 1000 })).length
      await store.close()
      expect(intact).toBe(true)
      expect(insightRows % PAGE_ROWS).toBe(0)
      expect(insightRows).toBeGreaterThanOrEqual(rowsBefore)
      expect(insightRows).toBeGreaterThanOrEqual(confirmed * PAGE_ROWS)
      expect(check).toEqual({ intact: true, rows: journal })
      expect(journal).toBeGreaterThanOrEqual(confirmed)
      rowsBefore = insightRows
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { cycleOf, DAYS, OBJECTS, objectIds } from './db-killed-range.ts'
import { openAt, tempFolder } from '../unit/db/temp-store.ts'

const CHILD = new URL('./db-killed-range-child.ts', import.meta.url)
const KILLS = 6

/** Killed at some moment after so many whole cycles. Answers the last cycle that was told to be whole. */
const runAndKill = async (file: string, from: number, wholeCycles: number, afterMs: number): Promise<number> => {
  const child = spawn(process.execPath, [CHILD.pathname, file, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  let last = from - 1
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line)
    if (last === from + wholeCycles - 1) setTimeout(() => child.kill('SIGKILL'), afterMs)
  }
  await exited
  return last
}

it('says nothing of a list or a range that a kill cut off, and doubles and loses no row', async () => {
  const folder = tempFolder()
  const file = join(folder, 'workspace.db')
  try {
    let next = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const told = await runAndKill(file, next, 1 + (kill % 2), Math.floor(Math.random() * 120))
      const db = new Database(file)
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      const stored = db
        .prepare('SELECT k.id, d.day, d.spend FROM insight_day d JOIN object_key k ON k.key = d.object')
        .all()
      expect(stored).toHaveLength(OBJECTS * DAYS)
      const insights = db.prepare(`SELECT at FROM coverage WHERE kind = 'insights'`).pluck().get() as number
      // What is said to be read is there; what came after it may be there in whole pages.
      const read = (insights - 9) / 10
      expect(read).toBeGreaterThanOrEqual(told)
      for (const { id, spend } of stored as { id: string; spend: number }[]) {
        if (objectIds.indexOf(id) % 3 !== 0) expect(spend).toBe(1_000_000)
        else expect([read + 1, read + 2].map((cents) => cents * 1_000_000)).toContain(spend)
      }
      // Of every row the newest restatement ends at what is stored: they come and go together.
      const apart = db
        .prepare(
          `SELECT count(*) FROM insight_day d JOIN restatement r ON r.object = d.object AND r.day = d.day
           WHERE coalesce(r.spend, 0) + r.spend_change <> d.spend`,
        )
        .pluck()
        .get()
      expect(apart).toBe(0)
      db.close()
      next = read + 1
    }
    // Read once more to its end, it is as if nothing had been.
    const store = await openAt(file)
    const { list, insights, read } = cycleOf(next)
    for (const page of list) await store.sink(page)
    await store.saveCoverage(read.list)
    for (const page of insights) await store.sink(page)
    await store.saveCoverage(read.insights)
    const held = await store.objectIds({ accountId: 'act_1', level: 'ad', activeOnly: false })
    expect(held.toSorted()).toEqual(next % 2 === 0 ? [...objectIds, '9999'] : objectIds)
    const restated = await store.restatements({ accountId: 'act_1', objectId: null, limit: 10_000, offset: 0 })
    expect(restated).toHaveLength((OBJECTS / 3) * DAYS)
    expect(new Set(restated.map(({ after }) => after.spend))).toEqual(new Set([(next + 1) * 1_000_000]))
    expect(
      await store.holes([
        { accountId: 'act_1', level: 'ad', since: '2026-02-01', until: '2026-02-28', freshAfter: null },
      ]),
    ).toEqual([[]])
    await store.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

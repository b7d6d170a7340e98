import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createJournal } from '../../../../src/main/services/journal/index.ts'
import type { JournalService } from '../../../../src/main/services/journal/index.ts'
import type { JournalState } from '../../../../src/shared/domain/journal.ts'
import { createVirtualClock } from '../../../clock.ts'
import type { VirtualClock } from '../../../clock.ts'
import { createTestWorkspace } from '../../../workspace.ts'
import type { TestWorkspace } from '../../../workspace.ts'
import { entry } from '../../db/samples.ts'

const NOW = 1_790_000_000_000
/** Some stretches of it. */
const ROWS = 10_000

let clock: VirtualClock
let workspace: TestWorkspace
let journal: JournalService
/** What a window that follows the hints gets to see. */
let seen: Promise<JournalState>[]
beforeEach(async () => {
  clock = createVirtualClock(NOW)
  workspace = await createTestWorkspace({ clock })
  const { context } = workspace
  await context.store.appendJournal(Array.from({ length: ROWS }, (_, i) => entry(`edit-${i}`)))
  seen = []
  journal = createJournal({
    ...context,
    emit: (name) => {
      if (name === 'journal.changed') seen.push(journal.get())
    },
  })
})
afterEach(async () => {
  await journal.stop()
  await workspace.close()
})

/** Moves the clock until the check that is under way in the background is over. */
const untilLast = async (): Promise<JournalState> => {
  for (;;) {
    const state = await journal.get()
    if (state.last && !state.running) return state
    await clock.advance(50)
  }
}

it('looks once by itself when the start is over, resting between stretches, and tells how far it is', async () => {
  journal.start()
  await clock.advance(4_000)
  expect(await journal.get()).toEqual({ rows: ROWS, last: null, running: null })
  const state = await untilLast()
  expect(state).toMatchObject({ rows: ROWS, last: { check: { intact: true, rows: ROWS } }, running: null })
  // It rested, or the clock would stand where it was.
  expect(state.last?.at).toBeGreaterThan(NOW + 5_000)
  expect((await Promise.all(seen)).some(({ running }) => running !== null)).toBe(true)
  await clock.advance(3_600_000)
  expect((await journal.get()).last?.at).toBe(state.last?.at)
})

it('goes on without rests as soon as somebody waits for it', async () => {
  journal.start()
  await clock.advance(5_000)
  await expect.poll(async () => (await journal.get()).running?.done).toBeGreaterThan(0)
  // The clock stands still from here on.
  expect(await journal.check()).toEqual({ intact: true, rows: ROWS })
})

it('is cancelled and begun anew, and ends with its workspace', async () => {
  const checking = journal.check()
  journal.cancel()
  expect(await checking).toBeNull()
  expect(await journal.get()).toEqual({ rows: ROWS, last: null, running: null })
  expect(await journal.check()).toEqual({ intact: true, rows: ROWS })
  const ending = journal.check()
  await journal.stop()
  expect(await ending).toBeNull()
  // What was known before is still known.
  expect((await journal.get()).last?.check).toEqual({ intact: true, rows: ROWS })
})

it('says from which row on it is not as it was written, and writes on', async () => {
  const db = new Database(workspace.file)
  db.exec(`DROP TRIGGER journal_no_update; UPDATE journal SET edit = json_set(edit, '$.reason', 'x') WHERE seq = 7000`)
  db.close()
  expect(await journal.check()).toEqual({ intact: false, what: 'row', rows: ROWS, firstBroken: 7000 })
  await workspace.context.store.appendJournal([entry('later')])
  expect(await journal.get()).toMatchObject({ rows: ROWS + 1, last: { check: { intact: false } } })
  expect(await workspace.context.store.edit('later')).toMatchObject({ id: 'later' })
})

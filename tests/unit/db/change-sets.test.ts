import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EditState } from '../../../src/shared/domain/edits.ts'
import { entry } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

it('lists the newest sets and all older ones that wait or have failures, and finds any other by its id', async () => {
  const { store } = temp
  const states: readonly EditState[] = ['confirmed', 'rejected', 'drafted', 'withdrawn', 'confirmed', 'confirmed']
  for (const [at, state] of states.entries()) {
    const setId = `s${at}`
    await store.addChangeSet({ id: setId, name: setId, createdAt: at, postedAt: null, isPaused: false })
    await store.appendJournal([entry(`e${at}`, { state }, { setId })])
  }
  const listed = async (newest: number) => (await store.changeSets(newest)).map(({ id }) => id)
  expect(await listed(2)).toEqual(['s5', 's4', 's2', 's1'])
  expect(await listed(6)).toEqual(['s5', 's4', 's2', 's1', 's0'])
  expect(await store.changeSetCount()).toBe(6)
  expect(await store.changeSetById('s0')).toMatchObject({ name: 's0', counts: { confirmed: 1 } })
  expect([await store.changeSetById('s3'), await store.changeSetById('none')]).toEqual([null, null])
})

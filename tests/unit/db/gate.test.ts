import { expect, it } from 'vitest'
import { createGate } from '../../../src/main/db/gate.ts'

it('lets in what there is room for, in order, and what is too large alone', async () => {
  const gate = createGate(10)
  const entered: number[] = []
  const enter = (size: number) => void gate.enter(size).then(() => entered.push(size))
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  for (const size of [6, 4, 3, 50, 1]) enter(size)
  await settle()
  expect(entered).toEqual([6, 4])
  gate.leave(6)
  await settle()
  expect(entered).toEqual([6, 4, 3])
  gate.leave(4)
  await settle()
  // The small one does not overtake.
  expect(entered).toEqual([6, 4, 3])
  gate.leave(3)
  await settle()
  expect(entered).toEqual([6, 4, 3, 50])
  gate.leave(50)
  await settle()
  expect(entered).toEqual([6, 4, 3, 50, 1])
})

import { expect, test, vi } from 'vitest'
import type { Clock } from '../../../../src/main/ports.ts'
import { createOnItsWay } from '../../../../src/main/services/edits/on-its-way.ts'
import { SETTLE_AFTER_MS } from '../../../../src/shared/domain/edits.ts'
import { createVirtualClock } from '../../../clock.ts'

test('says when a request can no longer arrive, each by its own end, whatever the clock is set to', async () => {
  const clock = createVirtualClock(0)
  let set = 0
  const past = vi.fn<() => void>()
  const desk: Clock = { ...clock, now: () => clock.now() + set }
  const onItsWay = createOnItsWay(desk, past)
  onItsWay.ended('a')
  // Sent by an earlier run: its journal may say anything of when.
  const may = () => ['earlier', 'a', 'b'].map(onItsWay.mayArrive)
  await clock.advance(SETTLE_AFTER_MS / 2)
  onItsWay.ended('b')
  set = 3 * 86_400_000
  expect([may(), past.mock.calls.length]).toEqual([[true, true, true], 0])
  await clock.advance(SETTLE_AFTER_MS / 2)
  expect([may(), past.mock.calls.length]).toEqual([[false, false, true], 1])
  set = -set
  await clock.advance(SETTLE_AFTER_MS)
  expect([may(), past.mock.calls.length]).toEqual([[false, false, false], 2])
  // Nothing is on its way any more: nobody looks again.
  await clock.advance(10 * SETTLE_AFTER_MS)
  expect(past).toHaveBeenCalledTimes(2)
  onItsWay.ended('c')
  onItsWay.stop()
  await clock.advance(2 * SETTLE_AFTER_MS)
  expect(past).toHaveBeenCalledTimes(2)
})

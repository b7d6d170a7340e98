import { expect, it } from 'vitest'
import type { ReadRequest } from '../../../../src/main/meta/graph.ts'
import { checkpointDelayMs, probeOf } from '../../../../src/main/services/polling/plan.ts'

const MINUTE = 60_000

it('waits longer with every question that Meta answers with a checkpoint, at most ten minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => checkpointDelayMs(failures, 30_000) / MINUTE)).toEqual([
    1, 2, 4, 8, 10, 10, 10,
  ])
})

it('never asks more often than polling would', () => {
  expect(checkpointDelayMs(1, 15 * MINUTE)).toBe(15 * MINUTE)
})

it('asks for the figures of one account and nothing else', () => {
  const of = (accountId: string): ReadRequest[] => [
    { kind: 'objects', level: 'campaign', accountId, currency: 'USD' },
    { kind: 'insights', level: 'campaign', accountId, since: '2026-05-04', until: '2026-05-04' },
  ]
  expect(probeOf([...of('act_1'), ...of('act_2')])).toEqual(of('act_1').slice(1))
})

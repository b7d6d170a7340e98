import { expect, it } from 'vitest'
import type { EditPolicy } from '../../../../src/shared/domain/edit-policy.ts'
import type { Change } from '../../../../src/shared/domain/edits.ts'
import { refuseBroken, refuseUnconfirmed } from '../../../../src/main/services/edits/allowed.ts'

const USD = 1_000_000
const PERSON = { kind: 'person' } as const
const ACCOUNT = { name: 'Harbor & Pine', currency: 'USD' } as const
const withBid = (amount: number): Change => ({
  field: 'bidStrategy',
  before: 'LOWEST_COST_WITHOUT_CAP',
  after: 'COST_CAP',
  bid: { before: null, after: amount * USD },
})
const POLICY: EditPolicy = {
  readOnly: null,
  limit: 5 * USD,
  rules: [
    {
      id: 'bids',
      name: 'Bids',
      action: 'block',
      demand: { kind: 'cap', level: 'adset', field: 'bid', most: 8 * USD, currency: 'USD' },
      most: 8 * USD,
    },
  ],
}

it('a bid that goes with its strategy is held to the limit and to rules of the house like any other', () => {
  const confirm = (amount: number, ...confirmed: readonly string[]) =>
    refuseUnconfirmed(POLICY, { change: withBid(amount), values: {}, account: ACCOUNT, actor: PERSON, confirmed })
  expect(() => confirm(4)).not.toThrow()
  expect(() => confirm(6)).toThrow(expect.objectContaining({ code: 'editNeedsConfirmation' }))
  expect(() => confirm(6, '6.5')).toThrow(expect.objectContaining({ code: 'editNeedsConfirmation' }))
  expect(() => confirm(6, '6')).not.toThrow()
  expect(() => confirm(6, 'Harbor & Pine')).not.toThrow()

  const judge = (amount: number) =>
    refuseBroken(POLICY, withBid(amount), PERSON, {
      level: 'adset',
      values: { bid: amount * USD },
      budgetKind: 'daily',
      endsAt: null,
      tracking: undefined,
    })
  expect(() => judge(8)).not.toThrow()
  expect(() => judge(9)).toThrow(expect.objectContaining({ code: 'editBreaksHouseRule' }))
})

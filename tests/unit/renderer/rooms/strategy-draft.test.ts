import { describe, expect, it } from 'vitest'
import { inCurrency, newDraft, problemsOf, startingForm } from '../../../../src/renderer/features/strategies/draft.ts'
import { stopLossForm } from '../../../../src/shared/contract/work.ts'
import { decimalsOf, MICROS } from '../../../../src/shared/domain/money.ts'

const account = (id: string, currency: string): Parameters<typeof newDraft>[0][number] => ({
  id,
  name: id,
  currency,
  zone: 'UTC',
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: null,
  balance: null,
  spendCap: null,
  tasks: null,
  sources: [],
  watched: true,
  readOnly: false,
  fetchedAt: 0,
  figuresAt: null,
  spentToday: null,
  partial: false,
})
const watched = [account('act_1', 'EUR'), account('act_2', 'USD'), account('act_3', 'USD')]

describe('a new stop loss', () => {
  it('begins with the currency of most accounts and values the main side accepts', () => {
    const draft = newDraft(watched, 'Stop loss')
    expect(draft.currency).toBe('USD')
    expect(draft.accountIds).toEqual(['act_2', 'act_3'])
    expect(problemsOf(draft)).toEqual({ name: false, accounts: false, actions: false })
  })

  it('has whole starting amounts in currencies without a minor unit', () => {
    for (const currency of ['USD', 'EUR', 'JPY', 'KZT', 'IDR']) {
      const form = startingForm(currency)
      expect(stopLossForm.safeParse(form).success).toBe(true)
      const unit = decimalsOf(currency) === 0 ? MICROS : MICROS / 100
      for (const amount of [form.maxCpc, form.targetCpm, form.budgetThreshold]) {
        expect(amount).toBeGreaterThan(0)
        expect(amount % unit).toBe(0)
      }
    }
  })

  it('takes the accounts of another currency with its amounts', () => {
    const draft = inCurrency(newDraft(watched, 'x'), 'EUR', watched)
    expect(draft.accountIds).toEqual(['act_1'])
    expect(draft.currency).toBe('EUR')
  })

  it('says what is missing', () => {
    const draft = newDraft([], ' ')
    expect(problemsOf({ ...draft, form: { ...draft.form, pauseLowPerformers: false } })).toEqual({
      name: true,
      accounts: true,
      actions: true,
    })
  })
})

import { expect, it } from 'vitest'
import { formatOf } from '../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import { ratesLines, ratesText } from '../../../src/renderer/ui/rates-text.ts'
import type { RatesUsed, UsedRate } from '../../../src/shared/domain/rates.ts'

const DAY = '2026-11-27'
const rate = (from: string, value: number): UsedRate => ({ from, to: 'USD', rate: value, day: DAY, times: 1 })
const used = (rates: readonly UsedRate[], patch: Partial<RatesUsed> = {}): RatesUsed => ({
  since: DAY,
  until: DAY,
  lag: 0,
  rates,
  ...patch,
})

it('says the rate of a figure, of several the most used ones, with their day where days differ', () => {
  const format = formatOf('en')
  const say = (of: RatesUsed | null, most?: number) => ratesText(of, CATALOGUES.en, format, most)
  expect(say(null)).toBeNull()
  expect(say(used([rate('EUR', 1.0842)]))).toBe('rates of Nov 27, 2026: 1 EUR = 1.0842 USD')
  const rates = [rate('EUR', 1.0842), rate('GBP', 1.27), rate('KZT', 0.00191)]
  const week = used(rates, { since: '2026-11-21' })
  expect(say(week)).toMatch(/^rates of .*: 1 EUR = 1.0842 USD on Nov 27 and 2 more$/)
  expect(say(week, 3)).toMatch(/: 1 EUR = 1.0842 USD on Nov 27, 1 GBP = 1.27 USD on Nov 27, 1 KZT = 0.00191 USD on/)
  expect(ratesLines(week, CATALOGUES.en, format).slice(1)).toEqual([
    '1 EUR = 1.0842 USD on Nov 27',
    '1 GBP = 1.27 USD on Nov 27',
    '1 KZT = 0.00191 USD on Nov 27',
  ])
  expect(ratesText(used(rates, { lag: 9 }), CATALOGUES.ru, formatOf('ru'))).toMatch(/: 1 EUR = 1,0842 USD и ещё 2$/)
})

it('lists no more in a hint than can be read', () => {
  const many = Array.from({ length: 12 }, (_, at) => rate(`C${at}`, 1))
  const lines = ratesLines(used(many), CATALOGUES.en, formatOf('en'))
  expect([lines.length, lines.at(-1)]).toEqual([10, 'and 4 more'])
})

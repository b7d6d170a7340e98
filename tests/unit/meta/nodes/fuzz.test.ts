import { expect, test } from 'vitest'
import { leavesOf, meaningsOf, mutatedRow, randomOf } from './fuzz.ts'
import { CONTEXT, SAMPLES } from './samples.ts'
import type { Sample } from './samples.ts'

/** Rows of each kind; many more with `BUYDESK_FUZZ_ROWS`, and others with `BUYDESK_FUZZ_SEED`. */
const ROWS = Number(process.env['BUYDESK_FUZZ_ROWS'] ?? 5500)
const SEED = Number(process.env['BUYDESK_FUZZ_SEED'] ?? 20_261_120)

/** Ids: digits alone, or those of an account. */
const ID = /^(?:act_)?\d+$/

test.each(Object.entries(SAMPLES))(
  '%s: no mutated row throws, or becomes a number it does not say',
  (name, sample) => {
    const { node, row } = sample as Sample
    const random = randomOf(SEED)
    let understood = 0
    for (let i = 0; i < ROWS; i += 1) {
      const given = mutatedRow(random, row)
      const decoded = node.decode(given, CONTEXT)
      if (decoded === null) continue
      understood += 1
      const raw = leavesOf(given)
      const out = leavesOf(decoded)
      const meanings = meaningsOf(raw)
      for (const number of out.numbers) {
        if (!meanings.has(number)) expect.fail(`${name} ${i}: ${number} is not in ${JSON.stringify(given)}`)
      }
      for (const text of out.texts) {
        if (!ID.test(text) || text === CONTEXT.accountId || raw.texts.has(text)) continue
        const digits = text.replace('act_', '')
        if (!raw.texts.has(digits) && !(Number.isSafeInteger(Number(digits)) && raw.numbers.has(Number(digits))))
          expect.fail(`${name} ${i}: id ${text} is not in ${JSON.stringify(given)}`)
      }
    }
    // Most rows must get through, or nothing was tried.
    expect(understood).toBeGreaterThan(ROWS / 4)
  },
  3_600_000,
)

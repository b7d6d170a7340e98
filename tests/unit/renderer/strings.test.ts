import { expect, test } from 'vitest'
import type { Strings } from '../../../src/renderer/strings/catalogue.ts'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import { en, ru } from '../../../src/renderer/strings/plural.ts'
import { LOCALES } from '../../../src/shared/domain/connection.ts'

/** Every text with its path; functions are called with a blank in each place. */
const textsOf = (part: unknown, path: string): readonly (readonly [path: string, text: string])[] => {
  if (typeof part === 'string') return [[path, part]]
  if (typeof part === 'function') {
    const fill = (blank: unknown): unknown => {
      try {
        return part(...Array.from({ length: part.length }, () => blank))
      } catch {
        return null
      }
    }
    return [[`${path}()`, String(fill('X') ?? fill(3) ?? fill({}))]]
  }
  if (part === null || typeof part !== 'object') return []
  return Object.entries(part).flatMap(([key, value]) => textsOf(value, path ? `${path}.${key}` : key))
}

const MAY_BE_EMPTY = ['accounts.reasons.NONE']

test.each(LOCALES)('no text of %s is empty', (locale) => {
  const empty = textsOf(CATALOGUES[locale], '').filter(
    ([path, text]) => text.trim() === '' && !MAY_BE_EMPTY.includes(path),
  )
  expect(empty).toEqual([])
})

test('both languages have the same texts', () => {
  const paths = (strings: Strings): string[] =>
    textsOf(strings, '')
      .map(([path]) => path)
      .toSorted()
  expect(paths(CATALOGUES.ru)).toEqual(paths(CATALOGUES.en))
})

test('texts are calm: no exclamation marks, no "we"', () => {
  const loud = LOCALES.flatMap((locale) => textsOf(CATALOGUES[locale], '')).filter(([, text]) =>
    /!|\b[Ww]e\b|(^|\s)[Мм]ы\s/.test(text),
  )
  expect(loud).toEqual([])
})

test('Russian is Russian: texts without Cyrillic are names and signs', () => {
  const foreign = textsOf(CATALOGUES.ru, '')
    .filter(([, text]) => /[a-z]{4,}/i.test(text) && !/[а-яё]/i.test(text))
    .map(([, text]) => text)
  const names =
    /^(Buydesk|English|Electron|Chromium|Excel|Parquet|Meta|Marketing API|Ads Manager|CTR|CPC|CPM|CPA|ROAS|ThruPlay|Hook rate|Hold rate|Facebook|Instagram|Messenger|Audience Network|Threads|WhatsApp|Reels|iPhone|iPad|iPod|[\w ]*(Esc|Enter|Ctrl|Space)[\w ]*)$/
  expect(foreign.filter((text) => !names.test(text))).toEqual([])
})

test('English counts', () => {
  const forms = { one: '# row', other: '# rows' }
  expect([0, 1, 2, 21, 1234].map((count) => en(count, forms))).toEqual([
    '0 rows',
    '1 row',
    '2 rows',
    '21 rows',
    '1,234 rows',
  ])
})

test('Russian counts in three forms, and fractions as the second', () => {
  const forms = { one: '# день', few: '# дня', many: '# дней' }
  expect([0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111, 1.5].map((count) => ru(count, forms))).toEqual([
    '0 дней',
    '1 день',
    '2 дня',
    '4 дня',
    '5 дней',
    '11 дней',
    '12 дней',
    '21 день',
    '22 дня',
    '25 дней',
    '101 день',
    '111 дней',
    '1,5 дня',
  ])
})

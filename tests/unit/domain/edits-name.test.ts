import { expect, it } from 'vitest'
import { checkName } from '../../../src/shared/domain/edits-name.ts'

it.each([
  ['  Summer – 2026 🌞 ', 'Summer – 2026 🌞'],
  ['Лето\u200d', 'Лето\u200d'],
  ['n'.repeat(400), 'n'.repeat(400)],
  [` ${'n'.repeat(400)} `, 'n'.repeat(400)],
])('%j is a name', (text, name) => expect(checkName(text)).toEqual({ ok: true, name }))

it.each([
  ['', 'empty'],
  [' \u00a0\t\n', 'empty'],
  ['\u200b\u2060', 'empty'],
  ['n'.repeat(401), 'tooLong'],
  ['🌞'.repeat(201), 'tooLong'],
  ['a\tb', 'control'],
  ['a\u0000b', 'control'],
  ['a\r\nb', 'control'],
  ['a\u2028b', 'control'],
  ['a\u007fb', 'control'],
  ['half \ud83c', 'control'],
])('%j is none', (text, problem) => expect(checkName(text)).toEqual({ ok: false, problem }))

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSparseParse } from '../../../src/main/meta/decode/sparse-json.ts'

const WORDS = ['data', 'spend', 'value', 'values', 'actions'] as const
const TYPES = ['purchase', 'lead', 'link_click'] as const
const parse = createSparseParse({ keys: WORDS, listed: { key: 'action_type', values: TYPES }, all: 'error' })

/** What is wanted of a value that was read whole. */
const thinned = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.filter((item: unknown) => {
      const type: unknown = item !== null && typeof item === 'object' && Object.hasOwn(item, 'action_type') ? Reflect.get(item, 'action_type') : 0
      return Array.isArray(item) || typeof type !== 'string' || TYPES.some((each) => each === type)
    }).map(thinned)
  }
  if (value === null || typeof value !== 'object') return value
  const kept = [...WORDS, 'action_type'] as readonly string[]
  return Object.fromEntries(Object.entries(value).filter(([key]) => kept.includes(key)).map(([key, each]) => [key, thinned(each)]))
}

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1.5, 1e21, 12, '', '12.69', 'purchase', 'a"b\\', 'ёж 🦔', '\n\u0001', 'lead'),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom(...WORDS, 'action_type', 'other', 'valuex', '', 'va"lue', 'spenÐ'), tie('json'), { maxKeys: 6 }),
    fc.array(fc.record({ action_type: fc.constantFrom(...TYPES, 'other', 'leaÐ', 7, null), value: tie('json') }), { maxLength: 4 }),
  ),
}))

it('reads as JSON.parse does, without what is not wanted', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 1, '\t\n '), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const found = thinned(parse(text))
      expect(found).toEqual(thinned(JSON.parse(text)))
    }),
    { numRuns: 3000 },
  )
})

it('leaves out what is not wanted', () => {
  const list = [{ action_type: 'lead', value: '1', '7d_click': '1' }, { action_type: 'page_view', value: '2' }, { value: '3' }, 4, 'lead']
  expect(parse(JSON.stringify({ actions: list, other: { data: [1, { a: '}' }] }, data: [[{ spend: 1, b: 2 }]] }))).toEqual({
    actions: [{ action_type: 'lead', value: '1' }, { value: '3' }, 4, 'lead'],
    data: [[{ spend: 1 }]],
  })
})

it('reads all of an error', () => {
  const error = { error: { message: 'No', code: 190, error_data: { other: [1] } } }
  expect(parse(JSON.stringify(error))).toEqual(error)
})

it('takes a text for JSON only when all of it is: cut off anywhere, it is refused', () => {
  const text = JSON.stringify({ data: [{ spend: '1.5', actions: [{ action_type: 'lead', value: '1' }], other: [true, null, -2] }], paging: { a: {} } })
  for (let end = 0; end < text.length; end += 1) expect(() => parse(text.slice(0, end)), text.slice(0, end)).toThrow(SyntaxError)
  for (const wrong of [`${text}x`, `${text},`, '{"data":1,}', '[1,]', '{"data" 1}', '{data:1}', '{"data":tru}', '{"data":"\u0001"}', '<html>']) {
    expect(() => parse(wrong), wrong).toThrow(SyntaxError)
  }
})

it('keeps nothing of one text for the next', () => {
  expect(parse(JSON.stringify({ data: ['x'.repeat(5000)] }))).toEqual({ data: ['x'.repeat(5000)] })
  expect(parse('{"data":[]}')).toEqual({ data: [] })
  expect(() => parse('{"data":[')).toThrow(SyntaxError)
  expect(parse('{}')).toEqual({})
})

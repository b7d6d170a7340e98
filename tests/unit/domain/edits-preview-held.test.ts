import { expect, it } from 'vitest'
import { NO_TERMS } from '../../../src/shared/domain/edit-policy.ts'
import type { EditTerms } from '../../../src/shared/domain/edit-policy.ts'
import type { EditableObject } from '../../../src/shared/domain/editable.ts'
import { fateOf, isTyped, judged } from '../../../src/shared/domain/edits-preview.ts'
import type { PreviewLine } from '../../../src/shared/domain/edits-preview.ts'

const units = (amount: number): number => amount * 1_000_000
const about: EditableObject = {
  level: 'campaign',
  objectId: '1',
  name: 'Autumn',
  accountId: 'act_1',
  accountName: 'Acme EU',
  currency: 'EUR',
  zone: 'Europe/Berlin',
  values: { status: 'ACTIVE', name: 'Autumn', dailyBudget: units(50) },
  readAt: null,
  isLive: false,
  past: { now: 0, held: {}, budgetChanges: [], otherLevelHasBudget: false, learning: null, endsAt: null },
}
const line = (after: number, terms: Partial<EditTerms>): PreviewLine => {
  const change = { field: 'dailyBudget', before: units(50), after: units(after) } as const
  const [one] = judged([{ about, change, problem: null, place: null }], { act_1: { ...NO_TERMS, ...terms } })
  if (!one) throw new Error('no line')
  return one
}
const said = ({ findings }: PreviewLine): string[] => findings.map(({ severity, kind }) => `${severity} ${kind}`)

it('leaves out what is read-only, and says nothing else of it', () => {
  const locked = line(5000, { readOnly: 'account', limit: units(60), minimum: units(9000) })
  expect([said(locked), fateOf(locked)]).toEqual([['block readOnly'], 'out'])
})

it('lets what goes over the limit be typed, not ticked, by its account', () => {
  const over = line(80, { limit: units(60) })
  expect([said(over).includes('confirm overLimit'), fateOf(over)]).toEqual([true, 'ready'])
  expect([undefined, '', '60', '80', 'Acme EU'].map((typed) => isTyped(over, typed))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
  const under = line(55, { limit: units(60) })
  expect([fateOf(under), isTyped(under, undefined)]).toEqual(['ready', true])
})

it('holds it to what Meta takes and to rules of the house, where they are known', () => {
  const most = { id: 'r', name: 'Most', action: 'warn', most: units(60) } as const
  const demand = { kind: 'cap', level: 'campaign', field: 'dailyBudget', most: units(60), currency: 'EUR' } as const
  const warned = line(80, { rules: [{ ...most, demand }] })
  expect([said(warned).includes('confirm houseRule'), fateOf(warned)]).toEqual([true, 'confirm'])
  const blocked = line(80, { rules: [{ ...most, action: 'block', demand }] })
  expect([said(blocked)[0], fateOf(blocked)]).toEqual(['block houseRule', 'out'])
  expect(said(line(40, { minimum: units(45) }))[0]).toBe('block belowMinimum')
  const links = { kind: 'utm', parameters: [{ name: 'utm_source', value: null }] } as const
  const rule = { id: 'u', name: 'Links', action: 'block', most: null, demand: links } as const
  const start = (tracking?: EditableObject['tracking']): PreviewLine | undefined =>
    judged(
      [
        {
          about: {
            ...about,
            level: 'ad',
            values: { status: 'PAUSED' },
            ...(tracking === undefined ? {} : { tracking }),
          },
          change: { field: 'status', before: 'PAUSED', after: 'ACTIVE' },
          problem: null,
          place: null,
        },
      ],
      { act_1: { ...NO_TERMS, rules: [rule] } },
    )[0]
  expect([[{}], [{ utm_source: 'fb' }], null, undefined].map((each) => fateOf(start(each) ?? blocked))).toEqual([
    'out',
    'ready',
    'confirm',
    'ready',
  ])
  expect(judged([{ about, change: null, problem: null, place: null }], {})[0]?.findings).toEqual([])
})

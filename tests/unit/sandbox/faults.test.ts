import { describe, expect, test } from 'vitest'
import { createFaults } from '../../../src/sandbox/faults.ts'
import { TRANSIENT } from '../../../src/sandbox/faults/kinds.ts'
import { withRealCursor } from '../../../src/sandbox/faults/pages.ts'
import { jsonPath, referencesIn, resolved } from '../../../src/sandbox/http/batch-references.ts'
import type { Fault, Faults } from '../../../src/sandbox/faults.ts'

const script = (faults: readonly Fault[], seed = 1): Faults => {
  const made = createFaults({ seed })
  made.set(faults)
  return made
}
const kinds = (faults: Faults, calls: number, path = 'act_1/insights'): (string | null)[] =>
  Array.from({ length: calls }, () => faults.take('GET', path, 'call')?.fault.kind ?? null)

describe('which calls a fault hits', () => {
  test('by path, method and place, so often, and only after so many', () => {
    const faults = script([
      { match: /insights$/, kind: 'html400', after: 2, times: 1 },
      { match: /./, kind: 'batchTimeout' },
      { match: /./, method: 'POST', kind: 'drop' },
    ])
    expect(kinds(faults, 4)).toEqual([null, null, 'html400', null])
    expect(faults.take('GET', 'batch', 'batch')?.fault.kind).toBe('batchTimeout')
    expect(faults.take('POST', 'me', 'call')?.fault.kind).toBe('drop')
    expect(faults.take('GET', 'me', 'call')).toBeNull()
    expect(faults.given()).toEqual({ html400: 1, batchTimeout: 1, drop: 1 })
  })

  test('by chance: about as often as told, and the same calls every time', () => {
    const once = kinds(script([{ match: /./, kind: 'empty', probability: 0.05 }]), 4000)
    const again = kinds(script([{ match: /./, kind: 'empty', probability: 0.05 }]), 4000)
    expect(again).toEqual(once)
    const hit = once.filter((kind) => kind !== null).length
    expect(hit).toBeGreaterThan(150)
    expect(hit).toBeLessThan(250)
    expect(kinds(script([{ match: /./, kind: 'empty', probability: 0.05 }], 2), 4000)).not.toEqual(once)
  })

  test('all that pass by themselves at once, except those left out', () => {
    const faults = createFaults({ seed: 3 })
    faults.all(0.05, { except: ['hang'] })
    for (let i = 0; i < 20_000; i++) {
      faults.take('GET', 'act_1/insights', 'item')
      faults.take('POST', 'act_1/insights', 'call')
      faults.take('POST', 'batch', 'batch')
    }
    const given = faults.given()
    expect(Object.keys(given).sort()).toEqual(TRANSIENT.filter((kind) => kind !== 'hang').sort())
    const total = Object.values(given).reduce((sum, times) => sum + times, 0)
    expect(total / 60_000).toBeGreaterThan(0.045)
    expect(total / 60_000).toBeLessThan(0.055)
    expect(given.batchTimeout).toBeGreaterThan(10)
  })

  test('what could not take effect is neither used up nor counted', () => {
    const faults = script([{ match: /./, kind: 'duplicatedPage', times: 1 }])
    const taken = faults.take('GET', 'me', 'call')
    expect(faults.take('GET', 'me', 'call')).toBeNull()
    if (taken) faults.waive(taken)
    expect(faults.given()).toEqual({})
    expect(faults.take('GET', 'me', 'call')?.fault.kind).toBe('duplicatedPage')
  })

  test('reports only where one is ordered, pages only where one is read', () => {
    const faults = script([
      { match: /./, kind: 'reportStuck' },
      { match: /./, kind: 'emptyPage' },
    ])
    expect(faults.take('POST', 'act_1/insights', 'item')?.fault.kind).toBe('reportStuck')
    expect(faults.take('GET', 'act_1/insights', 'item')?.fault.kind).toBe('emptyPage')
    expect(faults.take('POST', '123', 'item')).toBeNull()
  })
})

test('cursors that are not of the script stay as they are', () => {
  const call = { params: { after: Buffer.from('c:24').toString('base64url'), limit: '5' } }
  expect(withRealCursor(call)).toBe(call)
  const again = Buffer.from('again:17:MTI').toString('base64url')
  expect(withRealCursor({ params: { after: again, limit: '5' } })).toEqual({ params: { after: 'MTI', limit: '5' } })
  const start = Buffer.from('again:17:').toString('base64url')
  expect(withRealCursor({ params: { after: start } })).toEqual({ params: {} })
})

describe('references between the items of a batch', () => {
  const body = {
    id: '7',
    data: [
      { id: '1', tags: ['a', 'b'] },
      { id: '2', tags: [] },
    ],
    paging: { cursors: { after: 'x y' } },
  }

  test.each([
    ['$.id', ['7']],
    ['$.data.*.id', ['1', '2']],
    ['$.data[*].id', ['1', '2']],
    ['$.data[1].id', ['2']],
    ['$.data.0.tags[1]', ['b']],
    ["$['paging'].cursors.after", ['x y']],
    ['$..after', ['x y']],
    ['$.nothing.here', []],
    ['$.constructor', []],
  ])('%s', (path, found) => {
    expect(jsonPath(body, path)).toEqual(found)
  })

  test('are found and filled in, as written and as encoded for an address', () => {
    const written = '?ids={result=first:$.data.*.id}&after={result=second:$.paging.cursors.after}'
    expect(referencesIn(written)).toEqual(['first', 'second'])
    expect(resolved(written, () => body)).toBe('?ids=1,2&after=x%20y')
    const encoded = `name=${encodeURIComponent('{result=first:$.id}')}`
    expect(referencesIn(encoded)).toEqual(['first'])
    expect(resolved(encoded, () => body)).toBe('name=7')
    expect(resolved('{result=first:$.none}', () => body)).toBe('')
  })
})

import { expect, it } from 'vitest'
import { createKeeper, NOTHING } from '../../../src/renderer/features/reports/keeper.ts'
import type { Changes } from '../../../src/renderer/features/reports/keeper.ts'
import { readyReport } from '../../../src/shared/domain/reports.ts'

const report = readyReport('today')
const named = (id: string, name: string): Changes => ({ reports: new Map([[id, { name, report }]]), order: null })
const said = ({ reports, order }: Changes): string =>
  [...[...reports].map(([id, { name }]) => `${id}=${name}`), ...(order ? [order.join('>')] : [])].join(' ')

/** A disk that takes a change when it is told to, or refuses it. */
const kept = () => {
  const [asked, shown, failures, reads]: [string[], string[], unknown[], number[]] = [[], [], [], []]
  let settle: { readonly take: () => void; readonly refuse: () => void } | null = null
  const keeper = createKeeper({
    keep: (changes) =>
      new Promise((resolve, reject) => {
        asked.push(said(changes))
        settle = { take: resolve, refuse: () => reject(new Error('full')) }
      }),
    refresh: async () => void reads.push(asked.length),
    onShown: (changes) => void shown.push(said(changes)),
    onFailure: (error) => void failures.push(error),
  })
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  return {
    keeper,
    asked,
    shown,
    failures,
    reads,
    disk: async (does: 'take' | 'refuse') => {
      settle?.[does]()
      await turn()
    },
  }
}

it('keeps changes one after another, all that came meanwhile at once, and shows the last of each until then', async () => {
  const { keeper, asked, shown, reads, disk } = kept()
  keeper.take(named('a', '1'))
  keeper.take(named('a', '2'))
  keeper.take(named('b', '1'))
  keeper.take({ ...NOTHING, order: ['b', 'a'] })
  expect(asked).toEqual(['a=1'])
  await disk('take')
  expect(asked).toEqual(['a=1', 'a=2 b=1 b>a'])
  expect(shown.at(-1)).toBe('a=2 b=1 b>a')
  await disk('take')
  expect([shown.at(-1), reads]).toEqual(['', [2]])
})

it('loses nothing of what could not be kept: it stays, and is tried again with what comes after', async () => {
  const { keeper, asked, shown, failures, disk } = kept()
  keeper.take(named('a', '1'))
  keeper.take(named('b', '1'))
  await disk('refuse')
  expect([asked, failures.length, shown.at(-1)]).toEqual([['a=1'], 1, 'a=1 b=1'])
  keeper.retry()
  await disk('refuse')
  keeper.take(named('a', '2'))
  expect(asked).toEqual(['a=1', 'a=1 b=1', 'a=2 b=1'])
  keeper.take(named('c', '1'))
  keeper.forget('c')
  await disk('take')
  expect([asked.length, failures.at(-1), shown.at(-1)]).toEqual([3, null, ''])
})

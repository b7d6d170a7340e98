import { draw, hash } from '../random.ts'
import { addDay, shareSeen } from './ad-day.ts'
import { atomsOf } from './audiences.ts'
import { delivered } from './curves.ts'
import { createReached } from './reach.ts'
import { ADDITIVE, noSums } from './sums.ts'
import { noWindowSums } from './windows.ts'
import type { Account, Ad } from '../model.ts'
import type { AdRun } from './ad-day.ts'
import type { Atom, Dimension, Table } from './audiences.ts'
import type { DaySums, SumKey } from './sums.ts'
import type { WindowSums } from './windows.ts'

/**
 * Figures taken apart by who saw the ads, where or when. Every day of every ad is cut into whole numbers that add up to
 * it, so that the parts of anything add up to the unbroken figure; reach of course does not.
 */

export interface Part {
  readonly labels: Partial<Readonly<Record<Dimension, string>>>
  readonly sums: DaySums
  readonly windows: WindowSums | null
}

/** What people do; the rest is shown to them. */
const DONE: ReadonlySet<SumKey> = new Set([
  'clicks',
  'linkClicks',
  'landings',
  'reactions',
  'loves',
  'comments',
  'shares',
  'saves',
  'leads',
  'purchases',
  'purchaseValue',
  'carts',
  'checkouts',
  'installs',
  'contents',
  'registrations',
  'conversations',
])
/** Counted off Meta, where neither the hour nor the region of the person is known. */
const OFF_META: readonly SumKey[] = [
  'purchases',
  'purchaseValue',
  'carts',
  'checkouts',
  'installs',
  'contents',
  'registrations',
]

/** Running totals from 0 to 1. */
const running = (shares: readonly number[]): Float64Array => {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const totals = new Float64Array(shares.length + 1)
  shares.forEach((share, i) => {
    totals[i + 1] = (totals[i] ?? 0) + share / whole
  })
  totals[shares.length] = 1
  return totals
}

/** Cuts a whole number along running totals; `offset` is where the rounding falls, 0 to 1. */
const cut = (figure: number, totals: Float64Array, offset: number, each: (i: number, part: number) => void): void => {
  if (figure === 0) return
  let before = 0
  for (let i = 0; i + 1 < totals.length; i++) {
    const after = Math.floor(figure * (totals[i + 1] ?? 1) + offset)
    if (after !== before) each(i, after - before)
    before = after
  }
}

interface Cuts {
  readonly shown: Float64Array
  readonly done: Float64Array
}

export interface Splitter {
  /** The parts of these ads' days that have anything. */
  split(runs: readonly AdRun[], from: number, to: number, at: number, withWindows: boolean): readonly Part[]
}

export const createSplitter = (account: Account, table: Table, dimensions: readonly Dimension[]): Splitter => {
  const atoms = atomsOf(table, account)
  const labelsOf = ({ labels }: Atom): Part['labels'] =>
    Object.fromEntries(dimensions.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])))
  const groups: { readonly labels: Part['labels']; share: number }[] = []
  const groupAt = new Map<string, number>()
  const groupOf = atoms.map((atom) => {
    const labels = labelsOf(atom)
    const key = JSON.stringify(labels)
    const known = groupAt.get(key) ?? groups.push({ labels, share: 0 }) - 1
    groupAt.set(key, known)
    const group = groups[known]
    if (group) group.share += atom.share
    return known
  })

  const cutsOf = new WeakMap<Ad, Cuts>()
  const usualCuts = (ad: Ad): Cuts => {
    const known = cutsOf.get(ad)
    if (known) return known
    const shares = atoms.map(({ share }, i) => share * (0.75 + 0.5 * draw(hash(ad.seed, 50, i), 1)))
    const cuts = { shown: running(shares), done: running(shares.map((share, i) => share * (atoms[i]?.appetite ?? 1))) }
    cutsOf.set(ad, cuts)
    return cuts
  }
  const hourCuts = (run: AdRun, day: number, at: number): Cuts => {
    const share = shareSeen(run, day, at)
    const weights = run.weights?.(day)
    const total = (share: number): number => (weights ? weights.spend(share) : delivered(run.ad.campaign, share))
    const hours = running(
      atoms.map((_, hour) => total(Math.min(share, (hour + 1) / 24)) - total(Math.min(share, hour / 24))),
    )
    return { shown: hours, done: hours }
  }

  const split: Splitter['split'] = (runs, from, to, at, withWindows) => {
    const parts = groups.map(({ labels }) => ({
      labels,
      sums: noSums(),
      windows: withWindows ? noWindowSums() : null,
      reached: createReached(),
    }))
    const wholeReach = createReached()
    for (const run of runs) {
      const { ad } = run
      let shownTo = 0
      const last = Math.min(to, run.until - 1)
      for (let day = Math.max(from, run.from); day <= last; day++) {
        const sums = noSums()
        const windows = withWindows ? noWindowSums() : null
        shownTo += addDay(run, day, at, sums, windows)
        if (sums.impressions === 0 && sums.spend === 0) continue
        const { shown, done } = table === 'hours' ? hourCuts(run, day, at) : usualCuts(ad)
        const offset = draw(hash(ad.seed, day, 51), 1)
        for (const key of ADDITIVE) {
          if ((table === 'hours' || dimensions.includes('region')) && OFF_META.includes(key)) continue
          cut(sums[key], DONE.has(key) ? done : shown, offset, (i, part) => {
            const own = parts[groupOf[i] ?? 0]
            if (own) own.sums[key] += part
          })
        }
        windows?.forEach((figure, place) =>
          cut(figure, done, offset, (i, part) => {
            const own = parts[groupOf[i] ?? 0]?.windows
            if (own) own[place] = (own[place] ?? 0) + part
          }),
        )
      }
      if (shownTo === 0) continue
      wholeReach.add(ad, shownTo)
      parts.forEach(({ reached }, i) => reached.add(ad, shownTo * (groups[i]?.share ?? 0)))
    }
    const whole = wholeReach.total()
    return parts.flatMap(({ labels, sums, windows, reached }, i) => {
      // A part may hold clicks of what was shown to another one: rounding would lose them.
      if (ADDITIVE.every((key) => sums[key] === 0)) return []
      // A person has one age and lives in one place, but looks at several screens.
      const reach = table === 'screens' ? reached.total() : Math.ceil(whole * (groups[i]?.share ?? 0))
      sums.reach = table === 'hours' ? 0 : Math.min(sums.impressions, reach)
      return [{ labels, sums, windows }]
    })
  }
  return { split }
}

import { delivered } from './curves.ts'
import { SHOWN_PART, returns, saturationOf } from './traits.ts'
import type { Ad } from '../model.ts'
import type { Live } from '../state.ts'

/** How much of a day's usual figures is delivered when a share of the day is over; edits are followed. */

export interface Weights {
  /** Of money. */
  spend(share: number): number
  /** Of what is shown for it, which is less than the money when more than usual is spent. */
  shown(share: number): number
  /** Of results. */
  results(share: number): number
}

/** What an edited chain of objects did over one day. */
export const editedWeights = (
  ad: Ad,
  day: number,
  {
    live,
    turnsOf,
    runsAt,
  }: {
    readonly live: Live
    readonly turnsOf: (id: string) => readonly { readonly at: number }[]
    readonly runsAt: (instant: number) => boolean
  },
): Weights => {
  const { campaign, adset, account } = ad
  const holder = campaign.budget ? campaign : adset
  const raise = (instant: number): number => {
    const budget = live.budgetAt(holder, instant)
    return budget && holder.budget ? budget.minor / holder.budget.minor : 1
  }
  const start = account.zone.startOf(day)
  const length = account.zone.startOf(day + 1) - start
  const cuts = [campaign, adset, ad]
    .flatMap((object) => turnsOf(object.id).map(({ at }) => (at - start) / length))
    .filter((share) => share > 0 && share < 1)
  const edges = [0, ...new Set(cuts.sort((a, b) => a - b)), 1]
  const saturation = saturationOf(ad)
  const pieces = edges.slice(0, -1).map((from, i) => {
    const instant = start + from * length
    const spend = runsAt(instant) ? raise(instant) : 0
    const loss = returns(saturation, spend)
    return { from, to: edges[i + 1] ?? 1, spend, shown: spend * loss ** SHOWN_PART, results: spend * loss }
  })
  const weigh =
    (of: 'spend' | 'shown' | 'results') =>
    (share: number): number =>
      pieces.reduce(
        (sum, piece) =>
          share <= piece.from
            ? sum
            : sum + piece[of] * (delivered(campaign, Math.min(share, piece.to)) - delivered(campaign, piece.from)),
        0,
      )
  return { spend: weigh('spend'), shown: weigh('shown'), results: weigh('results') }
}

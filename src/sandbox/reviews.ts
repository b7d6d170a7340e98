import { hash } from './random.ts'
import type { Ad } from './model.ts'
import type { EditField, State } from './state.ts'

/** Meta's reviewers: they look at new ads, and again at what changed about them. */

interface Review {
  readonly from: number
  readonly until: number
}

export interface Reviews {
  /** Reviews that something about an object caused, in order: each lasts some minutes. */
  of(id: string): readonly Review[]
  /** Of an ad and of its ad set. */
  inReview(ad: Ad, instant: number): boolean
  isRefused(ad: Ad): boolean
}

/** Edits after which an ad is looked at again. */
const REVIEWED: readonly EditField[] = [
  'creative',
  'targeting',
  'optimization_goal',
  'billing_event',
  'promoted_object',
]
/** What the reviewers of this world do not let pass. */
const REFUSED = /miracle cure|guaranteed income/i
const NONE: readonly Review[] = []

export const createReviews = (state: State): Reviews => {
  const of = (id: string): readonly Review[] => {
    const made = state.made(id)
    const edits = state.editsOf(id)
    if (edits.length === 0 && made === undefined) return NONE
    const starts = edits.flatMap(({ field, at }) => (REVIEWED.includes(field) ? [at] : []))
    if (made?.kind === 'ad') starts.unshift(made.at)
    const minutes = 3 + (hash(Number(id.slice(-9)), 0, 0) % 20)
    return starts.map((from) => ({ from, until: from + minutes * 60_000 }))
  }
  const holds = (reviews: readonly Review[], instant: number): boolean =>
    reviews.some(({ from, until }) => instant >= from && instant < until)

  return {
    of,
    inReview: (ad, instant) => holds(of(ad.id), instant) || holds(of(ad.adset.id), instant),
    // Only what people wrote since the world began is read: what stood in it passed as it says itself.
    isRefused: (ad) => {
      const made = state.made(ad.id)
      const creative =
        state.editsOf(ad.id).findLast(({ field }) => field === 'creative')?.after ?? made?.values['creative']
      if (creative === undefined) return false
      return REFUSED.test([made?.values['name'], ...Object.values(state.made(creative)?.values ?? {})].join(' '))
    },
  }
}

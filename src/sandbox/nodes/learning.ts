import { DAY_MS } from '../zone.ts'
import type { AdSet } from '../model.ts'
import type { Figures } from '../figures.ts'
import type { Edit, Live, State } from '../state.ts'

/** Whether Meta still learns whom to show an ad set to. */

const LEARNED_AT = 50
const WINDOW_DAYS = 7
/** A budget changed by more than this share starts it anew. Meta does not say how much it is. */
const BIG_STEP = 0.2
const LEARNING_GOALS: readonly string[] = ['OFFSITE_CONVERSIONS', 'LEAD_GENERATION', 'APP_INSTALLS', 'VALUE']
const SIGNIFICANT: readonly string[] = [
  'targeting',
  'creative',
  'optimization_goal',
  'billing_event',
  'promoted_object',
  'bid_strategy',
  'bid_amount',
  'bid_constraints',
]

const isSignificant = ({ field, before, after }: Edit): boolean =>
  SIGNIFICANT.includes(field) ||
  (field.endsWith('_budget') && Math.abs(Number(after) - Number(before)) > BIG_STEP * Number(before))

const lastSignificantEdit = (state: State, adset: AdSet): number =>
  [
    ...[adset, adset.campaign, ...adset.ads].flatMap(({ id }) =>
      state.editsOf(id).flatMap((edit) => (isSignificant(edit) ? [edit.at] : [])),
    ),
    // A new ad begins it too.
    ...adset.ads.flatMap(({ id }) => state.made(id)?.at ?? []),
  ].reduce((latest, at) => Math.max(latest, at), adset.createdAt)

/** Undefined where Meta says nothing: what does not run, and goals without results to learn from. */
export const createLearning =
  ({
    state,
    live,
    figures,
    now,
  }: {
    readonly state: State
    readonly live: Live
    readonly figures: Figures
    readonly now: () => number
  }): ((adset: AdSet) => unknown) =>
  (adset) => {
    if (live.effective(adset) !== 'ACTIVE' || !LEARNING_GOALS.includes(adset.goal)) return undefined
    const since = lastSignificantEdit(state, adset)
    const today = figures.today(adset.account)
    const from = Math.max(adset.account.zone.dayAt(since), today - WINDOW_DAYS)
    const sums = figures.sum(adset.ads, from, today)
    const conversions = sums.purchases + sums.leads + sums.installs
    const young = now() - since < WINDOW_DAYS * DAY_MS
    return {
      status: conversions >= LEARNED_AT ? 'SUCCESS' : young ? 'LEARNING' : 'FAIL',
      conversions,
      last_sig_edit_ts: Math.floor(since / 1000),
      attribution_windows: ['7d_click', '1d_view'],
    }
  }

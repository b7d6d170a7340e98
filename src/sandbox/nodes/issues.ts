import type { Ad, AdSet } from '../model.ts'
import type { Live } from '../state.ts'

/** What keeps an object from delivering, as Meta says it. Undefined: nothing. */

const REJECTED = {
  error_code: 1815869,
  error_summary: 'Ad rejected',
  error_message: 'This ad does not comply with the advertising standards.',
  error_type: 'HARD_ERROR',
}

export const adIssues = (live: Live, ad: Ad): unknown =>
  live.review(ad) === 'DISAPPROVED' ? [{ level: 'AD', ...REJECTED }] : undefined

export const adsetIssues = (live: Live, adset: AdSet): unknown =>
  live.effective(adset) === 'WITH_ISSUES'
    ? [
        {
          level: 'AD_SET',
          error_code: 2859015,
          error_summary: 'No ads can run',
          error_message: 'All ads of this ad set were rejected.',
          error_type: 'SOFT_ERROR',
        },
      ]
    : undefined

export const reviewFeedback = (live: Live, ad: Ad): unknown =>
  live.review(ad) === 'DISAPPROVED'
    ? { global: { 'Personal attributes': 'Ads must not assert or imply personal attributes.' } }
    : undefined

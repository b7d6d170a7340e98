import { between, hash } from '../random.ts'
import type { Ad } from '../model.ts'

/** How an ad answers to more money and to time: what nobody who reads its figures is told. */

/** A creative is fresh again after so many days: teams swap them. */
export const FATIGUE_DAYS = 48
export const LEARNING_DAYS = 6

/**
 * Diminishing returns: `r` times its usual spend brings an ad `ln(1 + r u) / ln(1 + u)` times its usual results, where
 * `u` is this. 0.2 is nearly straight; at 3, twice the money brings 1.4 times the results.
 */
export const saturationOf = (ad: Ad): number => between(ad.seed, 31, 0.3, 3)

/** Results for the same money at `r` times the usual spend, 1 at the usual. */
export const returns = (saturation: number, r: number): number =>
  r <= 0 ? 1 : Math.log1p(r * saturation) / (r * Math.log1p(saturation))

/** What of the loss falls on how many are reached; the rest falls on how many of them buy. */
export const SHOWN_PART = 0.4

/** 1 for a new creative down to nearly 0 for a worn one. */
export const freshness = (age: number): number => 1 - (age % FATIGUE_DAYS) / FATIGUE_DAYS
export const clicksWhenFresh = (fresh: number): number => 0.82 + 0.3 * fresh
export const ratesWhenFresh = (fresh: number): number => 0.75 + 0.25 * fresh
export const ratesWhileLearning = (age: number): number =>
  age < LEARNING_DAYS ? 0.55 + (0.45 * age) / LEARNING_DAYS : 1

/** Whether an ad of the first world shows a video rather than a picture. */
export const hasVideo = ({ seed }: Pick<Ad, 'seed'>): boolean => hash(hash(seed, 1, 450), 4, 0) % 100 < 35

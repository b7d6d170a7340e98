/**
 * Reach is not additive: the more people were counted, the more of them are the same. `audience` people are reached
 * at random; never more than were shown anything.
 */
export const reachOf = (people: number, audience: number, impressions: number): number =>
  people === 0 ? 0 : Math.max(1, Math.min(impressions, Math.round(audience * (1 - Math.exp(-people / audience)))))

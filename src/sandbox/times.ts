import type { Zone } from './zone.ts'

/**
 * A time as people may write it for Meta: seconds since 1970, ISO with an offset (with or without a colon), or a day and
 * hour without one, which are the account's. Milliseconds; null for what is none of these.
 */
export const timeOf = (text: string, zone: Zone): number | null => {
  const given = text.trim()
  if (/^\d{1,11}$/.test(given)) return Number(given) * 1000
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(given)
  if (!match) return null
  const [, day, clock = '00:00:00', offset] = match
  const wall = Date.parse(`${day ?? ''}T${clock.length === 5 ? `${clock}:00` : clock}Z`)
  if (Number.isNaN(wall)) return null
  if (offset === 'Z') return wall
  if (offset !== undefined) {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
    return wall - (offset.startsWith('-') ? -minutes : minutes) * 60_000
  }
  // The offset of the wall clock's own instant, found in two steps across a change of it.
  return wall - zone.offsetAt(wall - zone.offsetAt(wall))
}

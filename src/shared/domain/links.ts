import { ID_SHAPES, isRoom, kindsOf } from './rooms.ts'
import type { Room, Selected } from './rooms.ts'

/**
 * Links into the program: `buydesk://open/<room>` and `buydesk://open/<room>/<kind>/<id>`. They come from anywhere, so
 * nothing of them is taken further than a room of the closed list and an id of its kind's shape.
 */

export const LINK_SCHEME = 'buydesk'
const START = `${LINK_SCHEME}://open/`
const LONGEST = 300

export interface LinkedPlace {
  readonly room: Room
  readonly selected: Selected | null
}

export const linkTo = (room: Room, selected: Selected | null): string =>
  selected === null ? `${START}${room}` : `${START}${room}/${selected.kind}/${encodeURIComponent(selected.id)}`

/** Null: it leads nowhere that is known. */
export const placeOf = (link: string): LinkedPlace | null => {
  if (link.length > LONGEST || !link.startsWith(START)) return null
  // Systems put a slash at the end of an address.
  const [room = '', kind, id, ...more] = link.slice(START.length).replace(/\/$/, '').split('/')
  if (!isRoom(room) || more.length > 0) return null
  if (kind === undefined) return { room, selected: null }
  const own = kindsOf(room).find((each) => each === kind)
  // A colon is the one sign of an id that is written otherwise in an address.
  const plain = id?.replaceAll(/%3a/gi, ':')
  if (own === undefined || plain === undefined || !ID_SHAPES[own].test(plain)) return null
  return { room, selected: { kind: own, id: plain } }
}

/** The link among the arguments with which the system starts a program; null: none. */
export const linkIn = (argv: readonly string[]): string | null =>
  argv.find((one) => one.toLowerCase().startsWith(`${LINK_SCHEME}:`))?.slice(0, LONGEST + 1) ?? null

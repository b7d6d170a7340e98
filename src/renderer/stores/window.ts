/** Which of the program's windows this is, as the main side says in its address. */

const MAIN = 'main'

const asked = new URLSearchParams(typeof location === 'undefined' ? '' : location.search)
export const WINDOW_ID = asked.get('window') ?? MAIN

const keyOf = (id: string): string => (id === MAIN ? 'view' : `view:${id}`)

/** Whether the window looked at something before: then it goes on with its own period, not with the last one chosen. */
let isNew = true
export const isNewWindow = (): boolean => isNew

/** Under which this window remembers its view. A window that was opened from another begins with what that one shows. */
export const viewKey = (): string => {
  const key = keyOf(WINDOW_ID)
  if (typeof localStorage === 'undefined') return key
  const from = asked.get('from')
  const view = from === null ? null : localStorage.getItem(keyOf(from))
  if (view !== null) localStorage.setItem(key, view)
  isNew = localStorage.getItem(key) === null
  return key
}

/**
 * The link with which the program was started; null: none. Told once, and the address is cleaned of it and of whose view was
 * taken, so that loading the page again does not begin anew.
 */
export const takeLink = (): string | null => {
  const link = asked.get('link')
  if (asked.has('link') || asked.has('from')) {
    asked.delete('link')
    asked.delete('from')
    history.replaceState(null, '', `?${new URLSearchParams({ window: WINDOW_ID })}`)
  }
  return link
}

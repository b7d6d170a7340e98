/** Which of the program's windows this is, as the main side says in its address. */

const MAIN = 'main'

const asked = new URLSearchParams(typeof location === 'undefined' ? '' : location.search)
export const WINDOW_ID = asked.get('window') ?? MAIN

const keyOf = (store: string, id: string): string => (id === MAIN ? store : `${store}:${id}`)

/** Under which this window remembers a store. A window that was opened from another begins with what that one shows. */
export const storeKey = (store: 'view' | 'tables'): string => {
  const key = keyOf(store, WINDOW_ID)
  if (typeof localStorage === 'undefined') return key
  const from = asked.get('from')
  const shown = from === null ? null : localStorage.getItem(keyOf(store, from))
  if (shown !== null) localStorage.setItem(key, shown)
  return key
}

const isFirst = typeof localStorage === 'undefined' || localStorage.getItem(storeKey('view')) === null
/** Whether the window looked at something before: then it goes on with its own period, not with the last one chosen. */
export const isNewWindow = (): boolean => isFirst

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

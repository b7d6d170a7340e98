export const isMac = /mac/i.test(navigator.userAgent)
/** The key as it is written on this computer's keyboard. */
export const MODIFIER = isMac ? '⌘' : 'Ctrl'
/** The same key as assistive technology names it. */
export const CONTROL = isMac ? 'Meta' : 'Control'

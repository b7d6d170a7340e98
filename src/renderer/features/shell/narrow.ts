import { useSyncExternalStore } from 'react'

/** As in the style sheets: beside a rail with names nothing would be left for the room. */
const NARROW = matchMedia('(max-width: 760px)')

const watch = (told: () => void): (() => void) => {
  NARROW.addEventListener('change', told)
  return () => NARROW.removeEventListener('change', told)
}

/** A small window, or a usual one at 200 %. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => NARROW.matches)

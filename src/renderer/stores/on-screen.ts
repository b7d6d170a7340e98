import { useEffect } from 'react'
import type { AccountId } from '../../shared/domain/objects.ts'
import { call } from '../api.ts'
import { WINDOW_ID } from './window.ts'
import { onLeave } from './workspace.ts'

/**
 * Which accounts a person is looking at, gathered from what shows them: the main side reads those first. Nothing is
 * on screen while the window is hidden.
 */
const places = new Map<string, readonly AccountId[]>()
/** Scrolling past is not looking at. */
const SETTLED = 300
const MOST = 1000
let told = ''
let timer: ReturnType<typeof setTimeout> | undefined

const tell = (): void => {
  timer = undefined
  const seen = document.hidden ? [] : [...new Set([...places.values()].flat())].toSorted().slice(0, MOST)
  const now = seen.join()
  if (now === told) return
  told = now
  call('sync.onScreen', { accountIds: seen, window: WINDOW_ID }).catch(() => {
    // Without a workspace nobody reads anything; the next look tells again.
    told = ''
  })
}

const tellSoon = (): void => {
  clearTimeout(timer)
  timer = setTimeout(tell, SETTLED)
}

/** Says what one place shows; null: it shows nothing any more. */
export const showAccounts = (place: string, accountIds: readonly AccountId[] | null): void => {
  if (accountIds === null) places.delete(place)
  else places.set(place, accountIds)
  tellSoon()
}

/** As long as the component is there. */
export const useOnScreen = (place: string, accountIds: readonly AccountId[]): void => {
  const ids = accountIds.join()
  useEffect(() => showAccounts(place, ids === '' ? [] : ids.split(',')), [place, ids])
  useEffect(() => () => showAccounts(place, null), [place])
}

// Another workspace knows nothing of it yet.
onLeave(() => {
  told = ''
  tellSoon()
})

/** Once for the window; the answer ends it. */
export const watchVisibility = (): (() => void) => {
  document.addEventListener('visibilitychange', tellSoon)
  return () => document.removeEventListener('visibilitychange', tellSoon)
}

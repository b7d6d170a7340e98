import { useEffect, useRef } from 'react'
import { call } from '../../api.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import type { Room } from '../../../shared/domain/rooms.ts'
import { useView } from '../../stores/view.ts'
import { WINDOW_ID } from '../../stores/window.ts'
import { copyLink } from '../../ui/copy-link.ts'
import { isCovered } from '../../ui/covered.ts'
import { isMac } from '../../ui/modifier.ts'
import { useSay } from '../../ui/toast.tsx'
import { useStrings } from '../../strings/use-strings.ts'
import { PLACES, ROOM_COMPONENTS } from './rooms.tsx'

const AFTER_G = 1500

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Where work goes on in a room: its table, its open tab, its first tick or button. */
const FIRST = [
  '[role="grid"] [tabindex="0"]',
  '[role="tab"][aria-selected="true"]',
  '[role="checkbox"]',
  'button:not(:disabled)',
]
/** Frames in which a room may still be filling: it reads before it has a table. */
const FILLING = 60

/** Another window beside this one, with its view. Beyond a dozen none is opened. */
export const openWindow = (): void => void call('app.newWindow', { from: WINDOW_ID }).catch(() => undefined)

/** Focus must never fall to nowhere. Waits for the room's table, unless the focus went elsewhere meanwhile. */
export const focusRoom = (frames = FILLING): void => {
  const room = document.querySelector<HTMLElement>('main')
  const here = document.activeElement
  if (!room || (here !== room && here !== document.body && frames < FILLING)) return
  const [best, ...others] = FIRST.map((selector) => room.querySelector<HTMLElement>(selector))
  // A room of tabs may have no table at all, or one that is still being read.
  const isWhole = room.querySelector('[role="tab"]') !== null && room.querySelector('[data-loading]') === null
  const target = best ?? (frames === 0 || isWhole ? others.find((element) => element !== null) : undefined)
  if (target) {
    target.focus()
    return
  }
  room.focus()
  if (frames > 0) requestAnimationFrame(() => focusRoom(frames - 1))
}

/** Where the focus goes in a part of the window. */
const IN_REGION = [
  '[aria-current]',
  '[role="grid"] [tabindex="0"]',
  'button:not(:disabled), input:not([aria-hidden]), [tabindex="0"]',
]

const focusNextRegion = (backwards: boolean): void => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].flatMap((region) => {
    const targets = IN_REGION.map((selector) => region.querySelector<HTMLElement>(selector))
    const target = targets.find((element) => element !== null)
    // The inspector's place is empty most of the time.
    return target ? [{ region, target }] : []
  })
  const at = regions.findIndex(({ region }) => region.contains(document.activeElement))
  const from = at < 0 && backwards ? 0 : at
  regions[(from + (backwards ? -1 : 1) + regions.length) % regions.length]?.target.focus()
}

/** By the key's place, not its letter: the same on a Cyrillic layout. */
const roomOf = (event: KeyboardEvent): Room | undefined =>
  [...ROOM_COMPONENTS.keys()].find((room) => event.code === `Key${PLACES[room].key}`)

/** The keys that work everywhere in the window; a room's own keys are the room's. */
export const useKeys = (): void => {
  const { shell } = useStrings()
  const say = useSay()
  const copied = useRef<() => void>(undefined)
  copied.current = () => say.done(shell.linkCopied)
  useEffect(() => {
    let afterG = 0
    const { show, close } = useDialogs.getState()

    const press = (event: KeyboardEvent): void => {
      const { open } = useDialogs.getState()
      const view = useView.getState()
      if (event.defaultPrevented || event.isComposing) return

      if ((isMac ? event.metaKey : event.ctrlKey) && !event.altKey) {
        if (event.code === 'KeyD') {
          event.preventDefault()
          const kind = event.shiftKey ? 'compare' : 'period'
          if (open?.kind === kind) close()
          else if (open === null) show({ kind })
        }
        if (event.code === 'KeyC' && event.shiftKey) {
          event.preventDefault()
          if (copyLink()) copied.current?.()
        }
        if (event.shiftKey) return
        if (event.code === 'KeyN') {
          event.preventDefault()
          if (!event.repeat) openWindow()
        }
        if (event.code === 'KeyK') {
          event.preventDefault()
          if (open?.kind === 'palette') close()
          else if (open === null) show({ kind: 'palette' })
        }
        if (event.code === 'KeyB' && !isTyping(event.target)) {
          event.preventDefault()
          view.setRailCollapsed(!view.railCollapsed)
        }
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isCovered()) return
      if (event.key === 'F6') {
        event.preventDefault()
        focusNextRegion(event.shiftKey)
        return
      }
      if (event.key === 'Escape') {
        if (view.selected === null) return
        event.preventDefault()
        view.select(null)
        return
      }
      if (isTyping(event.target)) return

      if (afterG > 0 && event.timeStamp - afterG < AFTER_G) {
        afterG = 0
        const room = roomOf(event)
        if (room) {
          event.preventDefault()
          view.go(room)
          // The room that is left takes its focused element with it.
          requestAnimationFrame(() => focusRoom())
        }
        return
      }
      if (event.code === 'KeyG' && !event.shiftKey) afterG = event.timeStamp
      else if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
        event.preventDefault()
        show({ kind: 'keys' })
      } else if (event.key === '/' || event.code === 'Slash') {
        const filter = document.querySelector<HTMLInputElement>('main [data-filter]')
        if (!filter) return
        event.preventDefault()
        filter.focus()
        filter.select()
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

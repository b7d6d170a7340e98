import type { PointerEvent } from 'react'

type Moved = globalThis.PointerEvent

/** From the press of a handle: follows the pointer until it is let go. `end` hears whether it was, or the gesture was taken away. */
export const follow = (
  event: PointerEvent<HTMLElement>,
  move: (moved: Moved) => void,
  end: (isDropped: boolean) => void = () => undefined,
): void => {
  const handle = event.currentTarget
  handle.setPointerCapture(event.pointerId)
  const stop = (last: Moved): void => {
    handle.removeEventListener('pointermove', move)
    handle.removeEventListener('pointerup', stop)
    handle.removeEventListener('pointercancel', stop)
    end(last.type === 'pointerup')
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', stop)
  handle.addEventListener('pointercancel', stop)
}

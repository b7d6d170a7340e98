import { useEffect, useRef } from 'react'
import { isCovered } from '../../ui/covered.ts'

/** What a key does with what is selected; null: nothing now. */
export type EditKeys = Readonly<Partial<Record<'KeyP' | 'KeyE', (() => void) | null>>>

/** Keys act on what is selected, unless one is typing or the key belongs to a sequence. */
export const useEditKeys = (keys: EditKeys): void => {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = (now.current as Readonly<Record<string, (() => void) | null>>)[event.code]
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      const { target } = event
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
      )
        return
      if (isCovered()) return
      // The window's own sequences (G then a letter) go first and prevent the key.
      setTimeout(() => {
        if (!event.defaultPrevented) act()
      })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

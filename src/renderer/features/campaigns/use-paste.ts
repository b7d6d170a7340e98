import { useEffect, useRef } from 'react'
import { isCovered } from '../../ui/covered.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** What is pasted while nobody is writing in a field. */
export const usePaste = (onText: (text: string) => void): void => {
  const now = useRef(onText)
  now.current = onText
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (event.defaultPrevented || isTyping(event.target) || isCovered()) return
      event.preventDefault()
      now.current(text)
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [])
}

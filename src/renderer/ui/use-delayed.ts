import { useEffect, useState } from 'react'

/** What is typed, once the typing pauses: not one question a letter. `first`: what it is until then; itself unless told. */
export const useDelayed = <T>(value: T, milliseconds: number, first: T = value): T => {
  const [settled, setSettled] = useState(first)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

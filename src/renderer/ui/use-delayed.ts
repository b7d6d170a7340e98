import { useEffect, useState } from 'react'

/** What is typed, once the typing pauses: not one question a letter. */
export const useDelayed = <T>(value: T, milliseconds: number): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

import { createContext, useContext, useEffect } from 'react'

/** Whom blocks tell that they show what they have: a page is printed when all of them do. */
export const Drawn = createContext<(blockId: string) => void>(() => undefined)

export const useDrawn = (blockId: string, isDrawn: boolean): void => {
  const tell = useContext(Drawn)
  useEffect(() => {
    if (isDrawn) tell(blockId)
  }, [tell, blockId, isDrawn])
}

import { useEffect, useRef } from 'react'
import { MOST_MADE } from '../../../shared/domain/creation.ts'
import { isLevel } from '../../../shared/domain/objects.ts'
import type { Level, ObjectId } from '../../../shared/domain/objects.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useTables } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { isCovered } from '../../ui/covered.ts'

/** What is asked for of objects of a level, from wherever it is asked. */

/** Something new of the level in view, in what the table is narrowed to where that is one. */
export const askNew = (level: Level): void => {
  const { parents } = useTables.getState().levels[level]
  const [holderId, other] = level === 'adset' ? parents.campaignIds : level === 'ad' ? parents.adSetIds : []
  useDialogs.getState().show({ kind: 'make', level, holderId: other === undefined ? (holderId ?? null) : null })
}
export const askDuplicate = (ids: readonly ObjectId[]): void =>
  useDialogs.getState().show({ kind: 'duplicate', ids: ids.slice(0, MOST_MADE) })
export const askRemove = (ids: readonly ObjectId[], to: 'ARCHIVED' | 'DELETED'): void =>
  useDialogs.getState().show({ kind: 'remove', ids: ids.slice(0, MOST_MADE), to })

/** What keys act on: what is chosen, else what is selected. */
const inHand = (): readonly ObjectId[] => {
  const { level, levels, chosen } = useTables.getState()
  if (levels[level].group !== null) return []
  if (chosen[level].size > 0) return [...chosen[level]]
  const { selected } = useView.getState()
  return selected !== null && isLevel(selected.kind) && selected.kind === level ? [selected.id] : []
}

/** Alt N, Alt D, Alt A and Delete in the room of campaigns, by the keys' places. */
export const useMakingKeys = (level: Level): void => {
  const now = useRef(level)
  now.current = level
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || isCovered()) return
      const { target } = event
      if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return
      const act = (): (() => void) | null => {
        const ids = inHand()
        if (!event.altKey) return event.code === 'Delete' && ids.length > 0 ? () => askRemove(ids, 'DELETED') : null
        if (event.code === 'KeyN') return () => askNew(now.current)
        if (ids.length === 0) return null
        if (event.code === 'KeyD') return () => askDuplicate(ids)
        return event.code === 'KeyA' ? () => askRemove(ids, 'ARCHIVED') : null
      }
      const does = act()
      if (!does) return
      event.preventDefault()
      does()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

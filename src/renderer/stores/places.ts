import type { Kept } from '../../shared/domain/kept.ts'
import { isLevel } from '../../shared/domain/objects.ts'
import type { Room, Selected } from '../../shared/domain/rooms.ts'
import { setCompare, setPeriod } from './app.ts'
import { useTables } from './tables.ts'
import { useView } from './view.ts'

/** Ways into a room from anywhere in the window. */

/** With what is to be selected there; of the tables the one that holds it. */
export const goToPlace = (room: Room, selected: Selected | null = null): void => {
  if (room === 'campaigns' && selected !== null && isLevel(selected.kind)) useTables.getState().goTo(selected.kind)
  useView.getState().go(room, selected)
}

/** A saved view of the tables, with the period and the accounts that belong to it. */
export const openView = ({ id, doc }: Kept<'view'>): void => {
  useTables.getState().open(doc, id)
  if (doc.period === null) return
  setPeriod(doc.period)
  setCompare(doc.compare)
  useView.getState().setAccountIds(doc.accountIds)
}

import type { Clock, Emit } from '../ports.ts'
import type { EventName } from '../../shared/contract/contract.ts'

/** Events without detail, each name at most once in `ms`: of many changes one after the other a window needs to hear now and then. */
export const coalesced = (emit: Emit, clock: Clock, ms: number): Emit => {
  const due = new Set<EventName>()
  return (name, detail) => {
    if (detail !== null) return emit(name, detail)
    if (due.has(name)) return
    due.add(name)
    clock.after(ms, () => {
      due.delete(name)
      emit(name, detail)
    })
  }
}

import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { useView } from '../stores/view.ts'

/** How the room of the timeline is remembered to be set: its part, its span, and words among its filters. */
export const TIMELINE_ROOM = 'timeline'
export const SPAN_TAB = 'timeline.span'
export const OBJECT_WORD = 'object:'

/** Opens the room with all that happened to one object, or to an account. */
export const openTimeline = (accountId: AccountId, objectId: ObjectId | undefined): void => {
  const view = useView.getState()
  view.setTab(TIMELINE_ROOM, 'history')
  view.setTab(SPAN_TAB, 'all')
  view.setFilter(TIMELINE_ROOM, '')
  view.setStatuses(TIMELINE_ROOM, objectId === undefined ? [] : [`${OBJECT_WORD}${objectId}`])
  const { accountIds } = view
  if (objectId === undefined || (accountIds.length > 0 && !accountIds.includes(accountId)))
    view.setAccountIds([accountId])
  view.go(TIMELINE_ROOM)
}

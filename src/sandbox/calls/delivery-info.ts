import { DAY_MS } from '../zone.ts'
import type { Delivering } from '../model.ts'
import type { Live } from '../state.ts'
import type { Values } from '../values.ts'

const RECENT_DAYS = 3

/** The word by which Ads Manager says how an object does: what `<level>.delivery_info` is filtered by. */
export const createDeliveryInfo =
  ({ live, values, now }: { readonly live: Live; readonly values: Values; readonly now: () => number }) =>
  (object: Delivering): string => {
    const effective = live.effective(object)
    switch (effective) {
      case 'DELETED':
        return 'deleted'
      case 'ARCHIVED':
        return 'archived'
      case 'DISAPPROVED':
        return 'rejected'
      case 'PENDING_REVIEW':
        return 'pending_review'
      case 'WITH_ISSUES':
        return 'not_delivering'
      case 'ACTIVE':
        break
      default:
        return 'inactive'
    }
    const holder = object.level === 'ad' ? object.adset : object
    const time = (field: string): number | null => {
      const text = values.of(holder, field)
      return text === null ? null : Number(text)
    }
    const end = time(holder.level === 'campaign' ? 'stop_time' : 'end_time')
    if (end !== null && end <= now()) return now() - end < RECENT_DAYS * DAY_MS ? 'recently_completed' : 'completed'
    const start = time('start_time')
    return start !== null && start > now() ? 'scheduled' : 'active'
  }

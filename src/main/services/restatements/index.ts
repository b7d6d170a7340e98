import type { WorkspaceContext } from '../context.ts'
import { arrivalCurve } from '../../../shared/domain/arrival.ts'
import type { ArrivalCurve } from '../../../shared/domain/arrival.ts'
import { addDays, dayAt } from '../../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import type { Restatement } from '../../../shared/domain/upkeep.ts'
import { AppError } from '../../../shared/errors.ts'

/** Days whose readings a curve is made of: habits of last year are not those of now. */
const CURVE_DAYS = 120

/** What Meta changed after a day was over, and what that says of how late conversions arrive. */
export interface RestatementsService {
  list(filter: {
    readonly accountId: AccountId
    readonly objectId?: ObjectId | undefined
    readonly limit: number
    readonly offset: number
  }): Promise<readonly Restatement[]>
  /** Of results and of purchases; without points where nothing is known yet. */
  arrivals(accountId: AccountId): Promise<readonly ArrivalCurve[]>
}

export const createRestatements = ({ store, graph, watched }: WorkspaceContext): RestatementsService => ({
  list: ({ accountId, objectId, limit, offset }) =>
    store.restatements({ accountId, objectId: objectId ?? null, limit, offset }),
  arrivals: async (accountId) => {
    const account = (await watched()).find(({ id }) => id === accountId)
    if (!account) throw new AppError('notFound')
    const readings = await store.arrivals(accountId, addDays(dayAt(graph.now(), account.zone), -CURVE_DAYS))
    return [arrivalCurve(readings, 'results'), arrivalCurve(readings, 'purchases')]
  },
})

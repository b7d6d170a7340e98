import { z } from 'zod'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import { figuresByWindow } from '../../meta/nodes/figures-by-window.ts'
import { windowsOf } from '../../meta/windows.ts'
import type { Windows } from '../../meta/windows.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { WindowsFound } from '../../../shared/contract/figures.ts'
import { WINDOW_NAMES } from '../../../shared/domain/attribution.ts'
import type { FiguresByWindow } from '../../../shared/domain/attribution.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { DayRange, Instant } from '../../../shared/domain/day.ts'
import { periodKey, rangeOf } from '../../../shared/domain/periods.ts'
import type { Period } from '../../../shared/domain/periods.ts'
import type { AccountId, FiguresLevel, ObjectId } from '../../../shared/domain/objects.ts'
import { RESULT_TYPES } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'

/** Meta makes figures anew about every quarter of an hour: until then asking again tells nothing. */
const NEW_MS = 15 * 60_000

const number = z.number().nullable()
/** What is kept may be of an older version of this program. */
const kept = z.object({
  range: z.object({ since: z.string(), until: z.string() }),
  resultType: z.enum(RESULT_TYPES).nullable(),
  spend: number,
  setting: z.string().nullable(),
  windows: z.array(
    z.object({ window: z.enum(WINDOW_NAMES), results: number, purchases: number, purchaseValue: number }),
  ),
})

/** One a period and not one a range: the days go on, what was kept of others would never be looked at again. */
const keyOf = (id: ObjectId, period: Period): string => `${id} ${periodKey(period)}`

/** What was last read of an object or account over a period, however old; null: nothing. */
export const keptWindows = async (
  store: WorkspaceContext['store'],
  accountId: AccountId,
  id: ObjectId,
  period: Period,
): Promise<(FiguresByWindow & { readonly at: Instant }) | null> => {
  const key = keyOf(id, period)
  const document = (await store.documents({ kind: 'window', accountId })).find((each) => each.id === key)
  const { data } = kept.safeParse(document?.doc)
  return document && data ? { ...data, at: document.at } : null
}

/** Figures of one account, campaign, ad set or ad by attribution window, read when somebody looks. */
export interface WindowsService {
  get(input: Checked<'windows.get'>): Promise<WindowsFound>
}

/** Whose figures they are; `id` is the account's own at its level. */
interface Subject {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  readonly id: ObjectId
}

export const createWindows = ({
  context,
  link,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
}): WindowsService => {
  const { store, graph, clock, stored, watched } = context
  /** Accounts that may not be asked for windows that only some have; until the program ends. */
  const refused = new Set<AccountId>()

  const ask = async ({ accountId, level, id }: Subject, range: DayRange, windows: Windows) => {
    const edge = figuresByWindow({ level, objectId: id.replace(/^act_/, ''), range, windows })
    const found = await graph.list(edge, id, { lane: 'person', accountId })
    link.saw(found.failure)
    return found
  }

  const read = async (subject: Subject, range: DayRange): Promise<FiguresByWindow> => {
    const { accountId, id } = subject
    if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
    const windows = windowsOf(stored().graphVersion)
    const plain = { ...windows, sometimes: [] }
    let found = await ask(subject, range, refused.has(accountId) ? plain : windows)
    if (found.failure?.code === 'metaRejected' && !refused.has(accountId)) {
      found = await ask(subject, range, plain)
      if (!found.failure) refused.add(accountId)
    }
    if (found.failure) throw found.failure
    const [row] = found.items
    if (found.dropped > 0 || found.items.length > 1) throw new AppError('malformed', { path: `${id}/insights` })
    return row ?? { range, resultType: null, spend: null, setting: null, windows: [] }
  }

  return {
    get: async ({ id, period, again = false }) => {
      const object = id.startsWith('act_') ? null : await store.object(id)
      const account = (await watched()).find((each) => each.id === (object?.object.accountId ?? id))
      if (!account) throw new AppError('notFound')
      const range = rangeOf(period, dayAt(graph.now(), account.zone))

      const key = keyOf(id, period)
      const before = await keptWindows(store, account.id, id, period)

      const isSame = before?.range.since === range.since && before.range.until === range.until
      const age = before ? clock.now() - before.at : Infinity
      if (before && isSame && !again && age >= 0 && age < NEW_MS) return { ...before, failure: null }
      try {
        const found = await read({ accountId: account.id, level: object?.level ?? 'account', id }, range)
        const at = clock.now()
        await store.saveDocuments({
          accountId: account.id,
          kind: 'window',
          list: [
            { id: key, doc: { ...found, range: { ...range }, windows: found.windows.map((each) => ({ ...each })) } },
          ],
          at,
          complete: false,
        })
        return { ...found, at, failure: null }
      } catch (error) {
        if (!before) throw error
        return { ...before, failure: failureOf(error) }
      }
    },
  }
}

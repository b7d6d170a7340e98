import { inLightOf } from '../connection/index.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Asking } from './asking.ts'
import { isFresh } from './fresh.ts'
import { figuresByPart } from '../../meta/nodes/figures-by-part.ts'
import type { Ask, BreakdownFound } from '../../../shared/domain/asked.ts'
import { cutsKey, inOrder, refusalOf } from '../../../shared/domain/breakdowns.ts'
import type { BreakdownReading, BreakdownRow, Cuts } from '../../../shared/domain/breakdowns.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import { figuresOf, NO_SUMS } from '../../../shared/domain/metrics.ts'
import type { AdAccount, FiguresLevel, ObjectId } from '../../../shared/domain/objects.ts'
import { comparedRange, rangeOf } from '../../../shared/domain/periods.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'

/** Who is taken apart, and by what. */
interface Subject {
  readonly account: AdAccount
  readonly level: FiguresLevel
  readonly id: ObjectId
  readonly cuts: Cuts
}
/** What there is of a range in the end. */
interface Read {
  readonly reading: BreakdownReading | null
  readonly failure: Failure | null
}

const isSame = (a: DayRange, b: DayRange): boolean => a.since === b.since && a.until === b.until

/** Parts of both periods by their labels, those of the first in their order. */
const rowsOf = (reading: BreakdownReading, before: BreakdownReading | null): readonly BreakdownRow[] => {
  const key = (labels: readonly string[]): string => labels.join('\n')
  const earlier = new Map(before?.parts.map(({ labels, sums }) => [key(labels), { labels, sums }]))
  const rows = reading.parts.map(({ labels, sums }) => {
    const other = earlier.get(key(labels))
    earlier.delete(key(labels))
    return { labels, figures: figuresOf(sums), before: before && figuresOf(other?.sums ?? NO_SUMS) }
  })
  const gone = [...earlier.values()].map(({ labels, sums }) => ({
    labels,
    figures: figuresOf(NO_SUMS),
    before: figuresOf(sums),
  }))
  return [...rows, ...gone]
}

/** Figures of one object, taken apart. */
export const createBreakdowns = ({
  context,
  link,
  asking,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly asking: Asking
}) => {
  const { store, graph, clock } = context

  const subjectOf = async (id: ObjectId, by: Cuts): Promise<Subject> => {
    const watched = await context.watched()
    const object = id.startsWith('act_') ? null : await store.object(id)
    const account = watched.find((each) => each.id === (object?.object.accountId ?? id))
    if (!account) throw new AppError('notFound', { id })
    return { account, level: object?.level ?? 'account', id, cuts: inOrder(by) }
  }

  const ask = async ({ account, level, id, cuts }: Subject, range: DayRange, signal: AbortSignal) => {
    const { id: accountId } = account
    const objectId = id.replace(/^act_/, '')
    const options = { lane: 'person', accountId, signal } as const
    const [parts, whole] = await Promise.all(
      [cuts, []].map((by) => graph.list(figuresByPart({ level, objectId, range, cuts: by }), id, options)),
    )
    if (!parts || !whole) throw new AppError('internal')
    if (signal.aborted) throw new AppError('cancelled')
    const failure = parts.failure ?? whole.failure
    link.saw(failure)
    if (failure) throw failure
    const [only = null] = whole.items
    const reading: BreakdownReading = {
      range,
      at: clock.now(),
      partial: [parts, whole].some(({ dropped, left }) => dropped > 0 || left.length > 0),
      whole: only && { sums: only.sums, resultType: only.resultType },
      parts: parts.items,
    }
    await store.saveBreakdown({ accountId, level, id, cuts: cutsKey(cuts), reading })
    return reading
  }

  const keptOf = ({ id, cuts }: Subject, range: DayRange) => store.breakdown({ id, cuts: cutsKey(cuts), range })

  /** Each range anew where it has to be; where it cannot be, what is kept, with the reason. */
  const readAll = async (subject: Subject, ranges: readonly DayRange[], how: Ask): Promise<readonly Read[]> => {
    const { account } = subject
    const moment = { now: clock.now(), metaNow: graph.now() }
    const reads = await Promise.all(
      ranges.map(async (range) => ({ range, reading: await keptOf(subject, range), failure: null as Failure | null })),
    )
    const stale = reads.filter(({ range, reading }) => {
      if (how === 'never') return false
      const isKept = reading !== null && isSame(reading.range, range)
      return how === 'again' || !isKept || !isFresh(reading.at, range.until, account.zone, moment)
    })
    if (stale.length === 0) return reads
    let done = 0
    const readOne = async (read: (typeof reads)[number], signal: AbortSignal): Promise<void> => {
      try {
        read.reading = await ask(subject, read.range, signal)
      } catch (error) {
        read.failure = inLightOf(link.token(), account.id, failureOf(error))
      }
    }
    try {
      await asking(stale.length, (signal, step) =>
        Promise.all(stale.map((read) => readOne(read, signal).finally(() => step((done += 1))))),
      )
    } catch (error) {
      for (const read of stale) read.failure = failureOf(error)
    }
    return reads
  }

  return {
    get: async ({ id, period, compare, by, ask: how }: Checked<'breakdowns.get'>): Promise<BreakdownFound | null> => {
      const subject = await subjectOf(id, by)
      const { account, level, cuts } = subject
      const today = dayAt(graph.now(), account.zone)
      const wanted = rangeOf(period, today)
      // The window does not offer it, and Meta would refuse it.
      if (refusalOf(cuts, wanted, today)) throw new AppError('badInput')

      const earlier = compare && comparedRange(compare, wanted)
      // Of days that Meta has no rows of there is nothing to compare with.
      const ranges = [wanted, ...(earlier && !refusalOf(cuts, earlier, today) ? [earlier] : [])]
      const [main, other] = await readAll(subject, ranges, how)
      const reading = main?.reading
      if (!reading) {
        if (main?.failure) throw new AppError(main.failure.code, main.failure.data)
        return null
      }
      // What is kept of other days, as many, is compared with the days before those.
      const compared = compare && comparedRange(compare, reading.range)
      const candidate = isSame(reading.range, wanted) ? other?.reading : compared && (await keptOf(subject, compared))
      const before = candidate && compared && isSame(candidate.range, compared) ? candidate : null
      return {
        accountId: account.id,
        level,
        currency: account.currency,
        zone: account.zone,
        cuts,
        range: reading.range,
        compared: before && before.range,
        resultType: reading.whole?.resultType ?? null,
        rows: rowsOf(reading, before),
        whole: reading.whole && figuresOf(reading.whole.sums),
        wholeBefore: before && figuresOf(before.whole?.sums ?? NO_SUMS),
        at: Math.min(reading.at, before?.at ?? Infinity),
        partial: reading.partial || (before?.partial ?? false),
        failure: main.failure ?? other?.failure ?? null,
      }
    },
  }
}
export type Breakdowns = ReturnType<typeof createBreakdowns>

import type { WorkspaceContext } from '../context.ts'
import { isFresh } from './fresh.ts'
import { accountOf, chosenOf, isRefusal } from './reading.ts'
import type { ReadAsked } from './reading.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import { windowsOf } from '../../meta/windows.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { ColumnsFound } from '../../../shared/domain/asked.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'

/** Reach and attribution windows of any range, stored for the columns of tables. */
export const createColumns = ({
  context,
  readAsked,
}: {
  readonly context: WorkspaceContext
  readonly readAsked: ReadAsked
}) => {
  const { store, graph, clock, emit, stored } = context
  /** Accounts that may not be asked for windows that only some have; until the program ends. */
  const refused = new Set<AccountId>()

  const ask = async (
    kind: 'reach' | 'windows',
    { accountIds, level, period, ask: how }: Checked<'reach.ask'>,
  ): Promise<ColumnsFound> => {
    const accounts = await chosenOf(context, accountIds)
    const moment = { now: clock.now(), metaNow: graph.now() }
    const wanted = accounts.map((account) => ({ account, range: rangeOf(period, dayAt(moment.metaNow, account.zone)) }))
    const lastReadings = async () => {
      const readings = await store.readings(
        accounts.map(({ id }) => id),
        kind,
        level,
      )
      return wanted.map(
        ({ account, range }) =>
          readings.find(
            (each) =>
              each.accountId === account.id && each.range?.since === range.since && each.range.until === range.until,
          ) ?? null,
      )
    }
    const kept = await lastReadings()
    const stale = wanted.filter(({ account, range }, i) => {
      const at = kept[i]?.at
      // Reach of a single day comes with its other figures.
      if (how === 'never' || (kind === 'reach' && range.since === range.until)) return false
      return how === 'again' || at === undefined || !isFresh(at, range.until, account.zone, moment)
    })

    const windows = windowsOf(stored().graphVersion)
    const request = ({ account, range }: (typeof wanted)[number], plain: boolean): ReadRequest => {
      const common = { level, accountId: account.id, ...range }
      if (kind === 'reach') return { ...common, kind }
      return { ...common, kind, windows: plain ? { ...windows, sometimes: [] } : windows }
    }
    const first = await readAsked(
      accounts,
      stale.map((each) => request(each, refused.has(each.account.id))),
    )
    // A version that lacks one of the rarer windows refuses all of them.
    const again =
      kind === 'windows'
        ? stale.filter(({ account }) => isRefusal(first.get(account.id)) && !refused.has(account.id))
        : []
    const second = await readAsked(
      accounts,
      again.map((each) => request(each, true)),
    )
    for (const { account } of again) if (!second.has(account.id)) refused.add(account.id)

    const settled = stale.length === 0 ? kept : await lastReadings()
    if (stale.length > 0) emit('figures.changed', null)
    const retried = new Set(again.map(({ account }) => account.id))
    const found = wanted.map(({ account, range }, i) => ({
      ...accountOf(account, settled[i] ?? null, (retried.has(account.id) ? second : first).get(account.id)),
      range,
    }))
    const ages = found.map(({ at }) => at)
    return {
      accounts: found,
      at: ages.length === 0 || ages.includes(null) ? null : Math.min(...ages.filter((at) => at !== null)),
    }
  }

  return {
    reach: (input: Checked<'reach.ask'>) => ask('reach', input),
    windows: (input: Checked<'windows.ask'>) => ask('windows', input),
  }
}
export type Columns = ReturnType<typeof createColumns>

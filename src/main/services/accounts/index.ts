import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import type { AccountsFound } from '../../../shared/contract/figures.ts'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import { dayIn } from '../../../shared/domain/day.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { failureOf } from '../../../shared/errors.ts'

export interface Accounts {
  list(): Promise<AccountsFound>
  /** Reads them from Meta again. A business that cannot be read hides nothing that was seen before. */
  refresh(trigger: SyncRun['trigger']): Promise<AccountsFound>
  watch(ids: readonly AccountId[], watched: boolean): Promise<void>
  setReadOnly(ids: readonly AccountId[], readOnly: boolean): Promise<void>
}

export const createAccounts = ({
  context,
  link,
  running,
  watchedChanged,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly running: RunningTasks
  /** Other accounts are watched than before. */
  readonly watchedChanged: () => void
}): Accounts => {
  const { store, graph, clock, ids, emit } = context

  const list = async (): Promise<AccountsFound> => {
    const zones = await store.accounts([])
    const today = dayIn(graph.now())
    const [rows, fetchedAt] = await Promise.all([
      store.accounts(zones.map(({ id, zone }) => ({ accountId: id, day: today(zone) }))),
      store.accountsFetchedAt(),
    ])
    return { rows, fetchedAt }
  }

  const refresh = async (trigger: SyncRun['trigger']): Promise<AccountsFound> => {
    const callsBefore = graph.counters().calls
    const begun = {
      id: ids.random(),
      kind: 'accounts' as const,
      trigger,
      startedAt: clock.now(),
      rowsChanged: 0,
      rowsDropped: 0,
    }
    const save = (rest: Pick<SyncRun, 'endedAt' | 'outcome' | 'rowsRead' | 'failures'>): Promise<void> =>
      store.saveSyncRun({ ...begun, ...rest, calls: graph.counters().calls - callsBefore })
    await save({ endedAt: null, outcome: 'running', rowsRead: 0, failures: [] })
    const task = running.begin('accounts', 1)
    try {
      const before = await context.watched()
      const found = await graph.accounts({ lane: 'person' })
      link.saw(null)
      await store.saveAccounts(found.accounts, clock.now(), found.failures.length === 0)
      const seen = new Set(found.accounts.map(({ id }) => id))
      const { accounts: ticked } = link.token()
      const failures = [
        ...found.failures.map(({ name, failure }) => ({
          ...failureOf(failure),
          accountId: null,
          // The person's own lists have no name that says anything to a person.
          accountName: name.startsWith('me/') ? null : name,
        })),
        // What was watched must not go without a word because it was left out at sign-in.
        ...before
          .filter(({ id }) => !seen.has(id) && ticked !== null && !ticked.includes(id))
          .map(({ id, name }) => ({
            code: 'accountHidden' as const,
            data: { id, ticked: false },
            accountId: id,
            accountName: name,
          })),
      ]
      await save({
        endedAt: clock.now(),
        outcome: failures.length > 0 ? 'partly' : 'done',
        rowsRead: found.accounts.length,
        failures,
      })
      return await list()
    } catch (error) {
      const failures = [{ ...failureOf(error), accountId: null, accountName: null }]
      if (error instanceof Error) link.saw(error)
      await save({ endedAt: clock.now(), outcome: 'failed', rowsRead: 0, failures })
      throw error
    } finally {
      task.end()
      emit('accounts.changed', null)
      emit('sync.changed', null)
    }
  }

  return {
    list,
    refresh,
    watch: async (chosen, watched) => {
      await store.watchAccounts(chosen, watched)
      emit('accounts.changed', null)
      emit('figures.changed', null)
      watchedChanged()
    },
    setReadOnly: async (chosen, readOnly) => {
      await store.setReadOnly(chosen, readOnly)
      emit('accounts.changed', null)
    },
  }
}

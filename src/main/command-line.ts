import { parseArgs } from 'node:util'
import { createApp } from './app.ts'
import type { AppRoom } from './room.ts'
import type { Ports } from './ports.ts'
import type { SyncRun } from '../shared/domain/connection.ts'
import { failureOf } from '../shared/errors.ts'
import { errorSentence, localeOf, words } from '../shared/words/words.ts'

const DEFAULT_DAYS = 30
const MAX_DAYS = 1100

/** All was read, some was, nothing could be. */
type ExitCode = 0 | 1 | 2

interface Order {
  readonly days: number
  /** Null: all of them. */
  readonly workspace: string | null
}

/** `--sync [--days N] [--workspace name]`; null where it is anything else. */
const orderFrom = (args: readonly string[]): Order | null => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { sync: { type: 'boolean' }, days: { type: 'string' }, workspace: { type: 'string' } },
    })
    const days = values.days === undefined ? DEFAULT_DAYS : /^\d{1,4}$/.test(values.days) ? Number(values.days) : 0
    if (!values.sync || days < 1 || days > MAX_DAYS) return null
    return { days, workspace: values.workspace ?? null }
  } catch {
    return null
  }
}

const codeOf = ({ outcome, rowsRead }: SyncRun): ExitCode =>
  outcome === 'done' ? 0 : outcome === 'partly' || rowsRead > 0 ? 1 : 2

/** Syncs without a window and says in words what it did. */
export const runCommandLine = async (
  ports: Ports,
  args: readonly string[],
  print: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<ExitCode> => {
  const { preferences } = ports.settings.read()
  const locale = localeOf(preferences.locale, ports.systemLocale)
  const text = words(locale).commandLine
  const order = orderFrom(args)
  if (!order) {
    print(text.usage)
    return 2
  }

  const app = createApp(ports)
  const syncOne = async (room: AppRoom): Promise<ExitCode> => {
    const { name } = room.context.stored()
    const fail = (error: unknown): void => print(text.failed(name, errorSentence(locale, failureOf(error))))
    try {
      await room.edits.settle()
      if (room.link.token().status === 'unchecked') await room.link.check()
      const accounts = await room.context.watched()
      if (room.link.mayCall() && accounts.length === 0) {
        print(text.noneWatched)
        return 2
      }
      const run = await room.sync.run({ days: order.days, trigger: 'commandLine' })
      print(text.synced({ accounts: accounts.length, read: run.rowsRead, changed: run.rowsChanged, calls: run.calls }))
      for (const failure of run.failures)
        print(text.failed(failure.accountName ?? name, errorSentence(locale, failure)))
      return codeOf(run)
    } catch (error) {
      fail(error)
      return 2
    }
  }

  try {
    await app.workspaces.openAll()
    const wanted = app.workspaces
      .list()
      .filter(({ id, name }) => order.workspace === null || name === order.workspace || id === order.workspace)
    if (wanted.length === 0) {
      print(text.nothing)
      return 2
    }
    for (const problem of app.workspaces.notices())
      print(text.failed(String(problem.data['workspace'] ?? 'Buydesk'), errorSentence(locale, problem)))
    const codes: ExitCode[] = []
    for (const { id, name } of wanted) {
      print(text.workspace(name))
      const room = app.workspaces.room(id)
      codes.push(room ? await syncOne(room) : 2)
    }
    const worst: ExitCode = codes.every((code) => code === 0) ? 0 : codes.every((code) => code === 2) ? 2 : 1
    print([text.done, text.partly, text.impossible][worst] ?? text.impossible)
    return worst
  } finally {
    await app.stop()
  }
}

import { basename } from 'node:path'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTask, RunningTasks } from '../running.ts'
import type { Thread } from '../../db/thread.ts'
import type { Shell } from '../../ports.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import type { CsvStyle, ExportFormat, ExportState, RowFormat } from '../../../shared/domain/exports.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import { exportWords } from '../../../shared/words/exports/words.ts'
import type { About } from '../../export/columns.ts'
import { aboutOf } from './about.ts'
import { byDayContent } from './by-day-content.ts'
import { writeRows } from './rows-file.ts'
import type { Content, Progress } from './rows-file.ts'
import { tableContent } from './table-content.ts'
import type { AskTable } from './table-content.ts'
import { PART } from './unfinished.ts'
import type { Unfinished } from './unfinished.ts'

export { createUnfinished } from './unfinished.ts'
export type { Unfinished } from './unfinished.ts'

/** So many that ended stay in the list. */
const REMEMBERED = 20

export interface ExportsService {
  /** Null: the person gave up choosing a file. Throws AppError when it cannot begin; what comes later is in the list. */
  start(input: Checked<'exports.start'>): Promise<{ readonly id: string } | null>
  list(): readonly ExportState[]
  cancel(id: string): void
  reveal(id: string): void
  /** Cancels what runs and waits until nothing of it is left. */
  stop(): Promise<void>
}

interface Needs {
  readonly context: WorkspaceContext
  readonly running: RunningTasks
  readonly askTable: AskTable
  readonly shell: Pick<Shell, 'saveFile' | 'reveal'>
  readonly unfinished: Unfinished
  readonly startThread: () => Thread
  readonly locale: () => Locale
}

interface Task {
  state: ExportState
  readonly path: string
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/** What is to be written, once it is known where. */
interface Prepared {
  readonly name: string
  readonly about: About
  readonly content: Content
}

/** As people who write 12,69 have it, or the others. */
const csvStyleOf = (locale: Locale): CsvStyle =>
  locale === 'ru' ? { separator: ';', bom: true } : { separator: ',', bom: true }

/** What no file system takes in a name becomes a space. */
const fileNameOf = (name: string, format: ExportFormat): string =>
  `${name
    .replaceAll(/[<>:"/\\|?*]|\p{Cc}/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 120)}.${format}`

export const createExports = ({
  context,
  running,
  askTable,
  shell,
  unfinished,
  startThread,
  locale,
}: Needs): ExportsService => {
  const { clock, emit, log } = context
  const tasks = new Map<string, Task>()

  const change = (id: string, patch: Partial<ExportState>): void => {
    const task = tasks.get(id)
    if (task) task.state = { ...task.state, ...patch }
    emit('exports.changed', null)
  }
  const forgetOld = (): void => {
    const ended = [...tasks].filter(([, { state }]) => state.state !== 'running')
    for (const [id] of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) tasks.delete(id)
  }

  const accountNames = async (chosen: readonly string[]): Promise<readonly string[]> =>
    (await context.watched()).filter(({ id }) => chosen.length === 0 || chosen.includes(id)).map(({ name }) => name)

  const prepare = async (input: Checked<'exports.start'>): Promise<Prepared> => {
    const words = exportWords(locale())
    switch (input.kind) {
      case 'byDay': {
        const { job, about, name } = await byDayContent(context, input, words)
        return { name, about, content: { kind: 'byDay', job } }
      }
      case 'table': {
        const { question, columns, names } = input
        const page = await askTable({ ...question, trend: null, offset: 0, limit: 1 })
        const shape = { ...question, grouped: question.group !== null, columns, names }
        const name = words.levels[question.level]
        return {
          name: page.range ? `${name} ${page.range.since} – ${page.range.until}` : name,
          about: aboutOf(words, {
            period: page.range,
            compared: page.compared,
            accounts: await accountNames(question.accountIds),
            asOf: page.asOf,
            partial: page.partial,
            now: clock.now(),
          }),
          content: { kind: 'tables', tables: [tableContent(askTable, { name, question, shape }, words)] },
        }
      }
    }
  }

  const write = async (
    { id, step, end }: RunningTask,
    path: string,
    format: RowFormat,
    csv: CsvStyle,
    { about, content }: Prepared,
    signal: AbortSignal,
  ): Promise<void> => {
    const part = `${path}.${id.slice(0, 8)}${PART}`
    const told = (progress: Progress): void => {
      step(Math.round((progress.share ?? 0) * 100), 100)
      change(id, progress)
    }
    try {
      await unfinished.note(id, part)
      const aboutName = exportWords(locale()).about.title
      const file = { format, part, file: path, csv, about, aboutName, at: clock.now() }
      const whole = await writeRows(startThread(), file, content, { clock, signal, told })
      change(id, { ...whole, state: 'done', endedAt: clock.now() })
    } catch (error) {
      const failure = failureOf(error)
      const cancelled = failure.code === 'exportCancelled'
      if (failure.code === 'internal') log.write('error', 'export failed', { reason: String(error) })
      const ended = { endedAt: clock.now(), failure: cancelled ? null : failure }
      change(id, { ...ended, state: cancelled ? 'cancelled' : 'failed' })
    } finally {
      await unfinished.forget(id)
      end()
    }
  }

  const cancel = (id: string): void => {
    const task = tasks.get(id)
    if (!task) throw new AppError('notFound', { id })
    task.abort.abort()
  }

  return {
    start: async (input) => {
      const words = exportWords(locale())
      const prepared = await prepare(input)
      const { format } = input
      const path = await shell.saveFile({
        title: words.files.title,
        name: fileNameOf(prepared.name, format),
        kind: words.files[format],
        extension: format,
      })
      if (path === null) return null
      const abort = new AbortController()
      const task = running.begin('export', 100, () => abort.abort())
      const { id } = task
      const { promise: ended, resolve } = Promise.withResolvers<void>()
      const state: ExportState = {
        id,
        name: basename(path),
        format,
        state: 'running',
        rows: 0,
        bytes: 0,
        share: null,
        startedAt: clock.now(),
        endedAt: null,
        failure: null,
      }
      forgetOld()
      tasks.set(id, { state, path, abort, ended })
      emit('exports.changed', null)
      void write(task, path, format, input.csv ?? csvStyleOf(locale()), prepared, abort.signal).finally(resolve)
      return { id }
    },
    list: () => [...tasks.values()].map(({ state }) => state).toReversed(),
    cancel,
    reveal: (id) => {
      const task = tasks.get(id)
      if (task?.state.state !== 'done') throw new AppError('notFound', { id })
      shell.reveal(task.path)
    },
    stop: async () => {
      const open = [...tasks.values()].filter(({ state }) => state.state === 'running')
      for (const { abort } of open) abort.abort()
      await Promise.all(open.map(({ ended }) => ended))
    },
  }
}

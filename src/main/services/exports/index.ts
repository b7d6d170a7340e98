import { basename } from 'node:path'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTask, RunningTasks } from '../running.ts'
import type { Thread } from '../../db/thread.ts'
import type { PrintDialog, Printer, Shell } from '../../ports.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import { plainTime } from '../../../shared/domain/day.ts'
import { isPicture } from '../../../shared/domain/exports.ts'
import type { CsvStyle, ExportFormat, ExportState } from '../../../shared/domain/exports.ts'
import { ALL_ROWS } from '../../../shared/domain/table.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/words/words.ts'
import { exportWords } from '../../../shared/words/exports/words.ts'
import type { About } from '../../export/columns.ts'
import { aboutOf } from './about.ts'
import { byDayContent } from './by-day-content.ts'
import { fileFailure } from './failures.ts'
import { fileNameOf, partOf } from './file-name.ts'
import { createDrawn } from './drawn.ts'
import type { Waiting } from './drawn.ts'
import { createPaper, pageOf } from './paper.ts'
import { createPictures } from './pictures.ts'
import { findReport, reportContent } from './report-content.ts'
import type { AskSeries } from './report-content.ts'
import { writeRows } from './rows-file.ts'
import type { Content, Progress } from './rows-file.ts'
import { tableContent } from './table-content.ts'
import type { AskTables } from './table-content.ts'
import { timelineContent } from './timeline-content.ts'
import type { AskTimeline } from './timeline-content.ts'
import type { Unfinished } from './unfinished.ts'

export { fileFailure } from './failures.ts'
export { fileNameOf } from './file-name.ts'
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
  /** Throws AppError notFound, exportNotDrawn, printFailed. Resolves when it is printed or was not wanted after all. */
  print(reportId: string): Promise<void>
  /** The page of a picture has everything on it; null: it cannot. Throws AppError notFound when nobody waits for it. */
  printed(id: string, height: number | null): void
  /** Cancels what runs and waits until nothing of it is left. */
  stop(): Promise<void>
}

interface Needs {
  readonly context: WorkspaceContext
  readonly running: RunningTasks
  readonly tables: AskTables
  readonly askSeries: AskSeries
  readonly askTimeline: AskTimeline
  readonly printer: Printer
  readonly printDialog: PrintDialog | null
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
  /** Null: a picture of the report. */
  readonly content: Content | null
}

interface Written extends Prepared {
  readonly path: string
  readonly part: string
  readonly format: ExportFormat
  readonly csv: CsvStyle
  readonly reportId: string | null
  readonly signal: AbortSignal
}

/** Asked for its days and its age alone. */
const ALL_CAMPAIGNS = {
  level: 'campaign',
  ...ALL_ROWS,
  sort: { by: 'spend', aspect: 'value', direction: 'descending' },
  figures: [],
  formulas: [],
  trend: null,
  offset: 0,
  limit: 1,
} as const

/** As people who write 12,69 have it, or the others. */
const csvStyleOf = (locale: Locale): CsvStyle =>
  locale === 'ru' ? { separator: ';', bom: true } : { separator: ',', bom: true }

export const createExports = ({
  context,
  running,
  tables,
  askSeries,
  askTimeline,
  shell,
  printer,
  printDialog,
  unfinished,
  startThread,
  locale,
}: Needs): ExportsService => {
  const { clock, emit, log } = context
  const tasks = new Map<string, Task>()
  const waiting: Waiting = new Map()

  const change = (id: string, patch: Partial<ExportState>): void => {
    const task = tasks.get(id)
    if (task) task.state = { ...task.state, ...patch }
    emit('exports.changed', null)
  }
  const forgetOld = (): void => {
    const ended = [...tasks].filter(([, { state }]) => state.state !== 'running')
    for (const [id] of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) tasks.delete(id)
  }

  const accountsOf = async (chosen: readonly string[]) =>
    (await context.watched()).filter(({ id }) => chosen.length === 0 || chosen.includes(id))

  const prepare = async (input: Checked<'exports.start'>): Promise<Prepared> => {
    const words = exportWords(locale())
    switch (input.kind) {
      case 'byDay': {
        const { job, about, name } = await byDayContent(context, input, words)
        return { name, about, content: { kind: 'byDay', job } }
      }
      case 'table': {
        const { question, columns, names } = input
        const page = await tables.query({ ...question, trend: null, offset: 0, limit: 1 })
        const shape = { ...question, byHour: page.hours !== null, columns, names }
        const name = words.levels[question.level]
        return {
          name: page.range ? `${name} ${page.range.since} – ${page.range.until}` : name,
          about: aboutOf(words, {
            period: page.range,
            compared: page.compared,
            accounts: (await accountsOf(question.accountIds)).map((account) => account.name),
            asOf: page.asOf,
            partial: page.partial,
            beforePartial: page.beforePartial,
            now: clock.now(),
          }),
          content: { kind: 'tables', tables: [tableContent(tables, { name, question, shape }, words)] },
        }
      }
      case 'timeline': {
        const { question } = input
        const accounts = await accountsOf(question.accountIds)
        const { log } = await askTimeline({ ...question, cursor: null, limit: 1 })
        const content = timelineContent(askTimeline, question, {
          accounts: new Map((await context.watched()).map((account) => [account.id, account])),
          words: words.timeline,
          sentence: (failure) => errorSentence(locale(), failure),
        })
        return {
          name: `${words.timeline.name} ${plainTime(clock.now()).slice(0, 10)}`,
          about: aboutOf(words, {
            period: null,
            compared: null,
            accounts: accounts.map(({ name }) => name),
            asOf: log.at,
            partial: false,
            now: clock.now(),
          }),
          content: { kind: 'tables', tables: [content] },
        }
      }
      case 'report': {
        const found = await findReport(context, input.id, words)
        if (isPicture(input.format)) return { name: found.name, about: [], content: null }
        const { period, compare, accountIds, currency } = found.report
        const page = await tables.query({ ...ALL_CAMPAIGNS, period, compare, accountIds, currency })
        const accounts = await accountsOf(accountIds)
        const content = await reportContent({ tables, series: askSeries }, found, accounts, words)
        return {
          name: page.range ? `${found.name} ${page.range.since} – ${page.range.until}` : found.name,
          about: aboutOf(words, {
            period: page.range,
            compared: page.compared,
            accounts: accounts.map(({ name }) => name),
            currency,
            asOf: page.asOf,
            partial: page.partial,
            beforePartial: page.beforePartial,
            now: clock.now(),
          }),
          content: { kind: 'tables', tables: content },
        }
      }
    }
  }

  /** Rows go through a thread of their own; a picture is made of the report's page. */
  const write = async (id: string, file: Written, told: (progress: Progress) => void): Promise<Progress> => {
    const { path, part, format, csv, reportId, signal } = file
    if (isPicture(format)) return printed(id, { path, part, format, page: pageOf(reportId ?? '', id), signal })
    if (!file.content) throw new Error('rows of nothing')
    const aboutName = exportWords(locale()).about.title
    const of = { format, part, file: path, csv, about: file.about, aboutName, at: clock.now() }
    return writeRows(startThread(), of, file.content, { clock, signal, told })
  }

  const drawn = createDrawn({ clock, waiting })
  const printed = createPictures({ printer, drawn })
  const print = createPaper({ context, dialog: printDialog, drawn, locale })

  const run = async ({ id, step, end }: RunningTask, file: Written): Promise<void> => {
    const told = (progress: Progress): void => {
      step(Math.round((progress.share ?? 0) * 100), 100)
      change(id, progress)
    }
    try {
      await unfinished.note(id, file.part)
      change(id, { ...(await write(id, file, told)), state: 'done', endedAt: clock.now() })
    } catch (error) {
      // The note may meet a full disk too.
      const failure = failureOf(fileFailure(error))
      const cancelled = failure.code === 'exportCancelled'
      if (failure.code === 'internal') log.write('error', 'export failed', { reason: String(error) })
      const ended = { endedAt: clock.now(), failure: cancelled ? null : failure }
      change(id, { ...ended, state: cancelled ? 'cancelled' : 'failed' })
    } finally {
      // One that stays is looked at when the program starts again.
      await unfinished.forget(id).catch(() => undefined)
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
        name: fileNameOf(prepared.name, format, 'Buydesk'),
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
      const part = partOf(path, id)
      const csv = input.csv ?? csvStyleOf(locale())
      const reportId = input.kind === 'report' ? input.id : null
      void run(task, { ...prepared, path, part, format, csv, reportId, signal: abort.signal }).finally(resolve)
      return { id }
    },
    list: () => [...tasks.values()].map(({ state }) => state).toReversed(),
    cancel,
    reveal: (id) => {
      const task = tasks.get(id)
      if (task?.state.state !== 'done') throw new AppError('notFound', { id })
      shell.reveal(task.path)
    },
    print,
    printed: (id, height) => {
      const tell = waiting.get(id)
      if (!tell) throw new AppError('notFound', { id })
      tell(height)
    },
    stop: async () => {
      const open = [...tasks.values()].filter(({ state }) => state.state === 'running')
      for (const { abort } of open) abort.abort()
      await Promise.all(open.map(({ ended }) => ended))
    },
  }
}

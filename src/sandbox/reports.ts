import { GraphError, invalid } from './graph-error.ts'
import { hash } from './random.ts'
import { listParam } from './params.ts'
import { dayText } from './zone.ts'
import { stretchesOf } from './insights/stretches.ts'
import type { Insights, InsightsPage, Size } from './insights.ts'
import type { Account, Delivering } from './model.ts'
import type { Params } from './params.ts'
import type { SavedReport } from './state-file.ts'
import type { State } from './state.ts'
import type { World } from './world.ts'

/** Reports that Meta makes on its own time: ordered, looked after, and read when they are done. */

/** What a script has in store for a report: to stay at 100 % running, or to fail. */
export type ReportFate = 'stuck' | 'fails'

export interface Report {
  readonly saved: SavedReport
  readonly account: Account
  readonly scope: Account | Delivering
}

/** `create`, `node` and `read` throw GraphError. */
export interface Reports {
  /** Its id. The question is checked at once. */
  create(scope: Account | Delivering, params: Params, fate?: ReportFate | null): string
  /** Null: unknown, or older than 30 days. */
  find(id: string): Report | null
  /** Its fields as Meta writes them: those asked for in `params`, or the usual ones. */
  node(report: Report, params: Params): Readonly<Record<string, unknown>>
  /** A page of what it found. */
  read(report: Report, params: Params): InsightsPage
}

const LIFE_MS = 30 * 86_400_000
/** Of one account, before further ones are skipped. */
const MOST_UNFINISHED = 100
/** What even a report cannot hold. */
const MOST_REPORT: Size = { rows: 5_000_000, cells: 60_000_000 }

const NOT_STARTED_MS = 1000
const STARTED_MS = 1000
/** At the end everything is counted, and the report is not ready all the same. */
const CLOSING_MS = 1000
const LONGEST_MS = 3_600_000
const FAILS_AT = 0.6

/** How long it takes from order to end, milliseconds. */
const reportTime = ({ rows, cells }: Size): number =>
  Math.min(LONGEST_MS, NOT_STARTED_MS + STARTED_MS + CLOSING_MS + 500 + rows * 2 + cells * 0.05)

type Phase = 'Job Not Started' | 'Job Started' | 'Job Running' | 'Job Completed' | 'Job Failed' | 'Job Skipped'

interface Progress {
  readonly phase: Phase
  readonly percent: number
  /** When it ended; null while it has not. */
  readonly endedAt: number | null
}

const FAILURES = {
  fails: {
    error_code: -2,
    error_message: 'Something went wrong while the report was made.',
    error_subcode: 2490547,
    error_user_title: 'Report Failed',
    error_user_msg: 'The report could not be made. Please try again.',
  },
  tooLarge: {
    error_code: -3,
    error_message: 'The report is too large.',
    error_subcode: 1504045,
    error_user_title: 'Report Too Large',
    error_user_msg: 'The report has too much data. Please ask for less of it.',
  },
} as const

const progressOf = (saved: SavedReport, now: number): Progress => {
  const age = now - saved.createdAt
  const whole = reportTime(saved.size)
  const endedAt = (after: number): number => saved.createdAt + after
  if (saved.fate === 'skipped') return { phase: 'Job Skipped', percent: 0, endedAt: saved.createdAt }
  if (age < NOT_STARTED_MS) return { phase: 'Job Not Started', percent: 0, endedAt: null }
  if (age < NOT_STARTED_MS + STARTED_MS) return { phase: 'Job Started', percent: 0, endedAt: null }
  const share = (age - NOT_STARTED_MS - STARTED_MS) / (whole - NOT_STARTED_MS - STARTED_MS - CLOSING_MS)
  if ((saved.fate === 'fails' || saved.fate === 'tooLarge') && share >= FAILS_AT) {
    return { phase: 'Job Failed', percent: Math.floor(FAILS_AT * 100), endedAt: endedAt(whole * FAILS_AT) }
  }
  if (age < whole || saved.fate === 'stuck')
    return { phase: 'Job Running', percent: Math.min(100, Math.floor(share * 100)), endedAt: null }
  return { phase: 'Job Completed', percent: 100, endedAt: endedAt(whole) }
}

const USUAL = [
  'id',
  'account_id',
  'time_ref',
  'time_completed',
  'async_status',
  'async_percent_completion',
  'date_start',
  'date_stop',
] as const
const UNSET = /^(friendly_name|emails|schedule_id|async_report_url)$/

export const createReports = ({
  world,
  state,
  insights,
  firstDay,
  now,
}: {
  readonly world: World
  readonly state: State
  readonly insights: Insights
  readonly firstDay: number
  readonly now: () => number
}): Reports => {
  const daysOf = ({ saved, account }: Report) => {
    const stretches = stretchesOf(saved.params, {
      at: saved.createdAt,
      today: account.zone.dayAt(saved.createdAt),
      firstDay,
    })
    return {
      since: dayText(Math.min(...stretches.map(({ since }) => since))),
      until: dayText(Math.max(...stretches.map(({ until }) => until))),
    }
  }

  return {
    create: (scope, params, fate = null) => {
      const account = scope.level === 'account' ? scope : scope.account
      const { appsecret_proof: _proof, ...question } = params
      const at = now()
      const size = insights.size(scope, params, at)
      state.dropReports(at - LIFE_MS)
      const unfinished = state
        .reports()
        .filter((report) => report.account === account.id && progressOf(report, at).endedAt === null).length
      const tooLarge = size.rows > MOST_REPORT.rows || size.cells > MOST_REPORT.cells
      const serial = state.nextReport()
      const saved: SavedReport = {
        id: String(6_020_000_000_000_000 + serial * 1_000_000 + (hash(world.seed, serial, 99) % 1_000_000)),
        account: account.id,
        scope: scope.id,
        params: question,
        createdAt: at,
        size,
        fate: unfinished >= MOST_UNFINISHED ? 'skipped' : (fate ?? (tooLarge ? 'tooLarge' : null)),
      }
      state.addReport(saved)
      return saved.id
    },
    find: (id) => {
      const saved = state.reports().find((report) => report.id === id)
      if (!saved || saved.createdAt < now() - LIFE_MS) return null
      const scope = world.nodes.get(saved.scope)
      if (!scope || !('level' in scope)) return null
      return { saved, scope, account: scope.level === 'account' ? scope : scope.account }
    },
    node: (report, params) => {
      const { saved, account } = report
      const { phase, percent, endedAt } = progressOf(saved, now())
      const failure = phase === 'Job Failed' ? FAILURES[saved.fate === 'tooLarge' ? 'tooLarge' : 'fails'] : undefined
      const known: Readonly<Record<string, unknown>> = {
        id: saved.id,
        account_id: account.digits,
        time_ref: Math.floor(saved.createdAt / 1000),
        time_completed: endedAt === null ? 0 : Math.floor(endedAt / 1000),
        async_status: phase,
        async_percent_completion: percent,
        is_running: endedAt === null,
        is_bookmarked: false,
        is_async_export: false,
        date_start: daysOf(report).since,
        date_stop: daysOf(report).until,
        error_code: undefined,
        error_message: undefined,
        error_subcode: undefined,
        error_user_title: undefined,
        error_user_msg: undefined,
        ...failure,
      }
      const asked = listParam(params, 'fields')
      const names = asked ? ['id', ...asked] : [...USUAL, ...(failure ? Object.keys(failure) : [])]
      return Object.fromEntries(
        [...new Set(names)].flatMap((name) => {
          if (!Object.hasOwn(known, name) && !UNSET.test(name))
            throw invalid(`Tried accessing nonexistent field (${name}) on node type (AdReportRun)`)
          return known[name] === undefined ? [] : [[name, known[name]]]
        }),
      )
    },
    read: ({ saved, scope }, params) => {
      const { phase, endedAt } = progressOf(saved, now())
      if (phase === 'Job Failed') {
        const {
          error_code: code,
          error_subcode: subcode,
          error_message: message,
        } = FAILURES[saved.fate === 'tooLarge' ? 'tooLarge' : 'fails']
        throw new GraphError({ status: 400, code, subcode, message })
      }
      if (phase !== 'Job Completed' || endedAt === null)
        throw new GraphError({
          status: 400,
          code: 2601,
          message: '(#2601) Error Loading Async Query Results: the report is not finished',
          transient: true,
        })
      const { limit, after } = params
      const page = { ...(limit === undefined ? {} : { limit }), ...(after === undefined ? {} : { after }) }
      const { limit: _limit, after: _after, ...question } = saved.params
      return insights.read(scope, { ...question, ...page }, { at: endedAt, report: true })
    },
  }
}

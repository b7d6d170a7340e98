import { HttpError } from '../../../../src/main/ports.ts'
import type { Http, HttpRequest } from '../../../../src/main/ports.ts'

/** One account of a Meta in memory: campaigns with figures by day, in pages and reports, and whatever goes wrong on the way. */

export interface Call {
  readonly method: string
  readonly path: string
  readonly params: URLSearchParams
}
export interface Reply {
  readonly status?: number
  readonly body: unknown
}
/** Instead of the true answer: another reply, no answer to this item, or a connection that is cut. */
export type Fault = Reply | 'null' | 'cut' | undefined

interface Filter {
  readonly field: string
  readonly operator: string
  readonly value: readonly string[]
}
interface Row {
  readonly campaign_id: string
  readonly date_start: string
  readonly date_stop: string
  readonly spend: string
  readonly impressions: string
}
export interface Report {
  readonly rows: readonly Row[]
  readonly question: string
  polls: number
  failed: boolean
}

export interface ScriptedMeta {
  readonly http: Http
  /** In order; each item of a batch is one. */
  readonly calls: Call[]
  readonly reports: Map<string, Report>
  /** `campaign day` of every row there is. */
  readonly truth: readonly string[]
}

export const error = (code: number, more: Record<string, unknown> = {}): Reply => ({
  status: 400,
  body: { error: { code, message: 'no', ...more } },
})
export const TOO_MUCH = error(100, { error_subcode: 1487534 })

export interface ScriptedOptions {
  readonly campaigns: readonly string[]
  readonly days: readonly string[]
  readonly now: () => number
  /** As headers tell it; full unless told. */
  readonly tier?: 'development_access' | 'standard_access'
  /** Rows of a question that pages, and a report, can bring. */
  readonly mostInPages?: number
  readonly mostInReport?: number
  /** What a report that was looked at so often answers; the default is ready at the second look. */
  readonly state?: (report: Report) => Record<string, unknown>
  readonly fault?: (call: Call, index: number) => Fault
}

export const createScriptedMeta = (options: ScriptedOptions): ScriptedMeta => {
  const { campaigns, days, now, mostInPages = Infinity, mostInReport = Infinity, fault } = options
  const { tier = 'standard_access' } = options
  const calls: Call[] = []
  const reports = new Map<string, Report>()
  const state = options.state ?? (({ polls }: Report) => (polls > 1 ? READY : { async_status: 'Job Running' }))

  const asked = (params: URLSearchParams): readonly string[] => {
    const filters = (JSON.parse(params.get('filtering') ?? '[]') as Filter[]).filter(({ field }) =>
      field.endsWith('.id'),
    )
    return campaigns.filter((id) => filters.every(({ operator, value }) => value.includes(id) === (operator === 'IN')))
  }
  const rowsOf = (params: URLSearchParams): Row[] => {
    const range = JSON.parse(params.get('time_range') ?? '{}') as { since: string; until: string }
    return asked(params).flatMap((id) =>
      days
        .filter((day) => day >= range.since && day <= range.until)
        .map((day) => ({ campaign_id: id, date_start: day, date_stop: day, spend: '1.5', impressions: '9' })),
    )
  }
  const page = (rows: readonly unknown[], params: URLSearchParams): Reply => {
    const from = Number(params.get('after') ?? 0)
    const until = from + Number(params.get('limit') ?? 25)
    const cursors = { before: String(from), after: String(until) }
    return {
      body: { data: rows.slice(from, until), paging: { cursors, ...(until < rows.length ? { next: 'x' } : {}) } },
    }
  }

  const answer = ({ method, path, params }: Call): Reply => {
    if (path === 'act_1/campaigns')
      return page(
        asked(params).map((id) => ({ id, status: 'ACTIVE' })),
        params,
      )
    if (path === 'act_1/insights') {
      const rows = rowsOf(params)
      if (method === 'GET') return rows.length > mostInPages ? TOO_MUCH : page(rows, params)
      const id = String(9000 + reports.size)
      reports.set(id, { rows, question: String(params), polls: 0, failed: rows.length > mostInReport })
      return { body: { report_run_id: id } }
    }
    const [id = '', edge] = path.split('/')
    const report = reports.get(id)
    if (!report) return error(100, { error_subcode: 33 })
    if (edge === 'insights') return page(report.rows, params)
    report.polls += 1
    if (report.failed && report.polls > 1)
      return { body: { id, async_status: 'Job Failed', async_percent_completion: 0, error_code: -3 } }
    return { body: { id, async_percent_completion: 50, ...state(report) } }
  }

  const one = (call: Call): Reply | null => {
    calls.push(call)
    const wrong = fault?.(call, calls.length - 1)
    if (wrong === 'cut') throw new HttpError('cut', true)
    return wrong === 'null' ? null : (wrong ?? answer(call))
  }
  const usage = JSON.stringify({ acc_id_util_pct: 1, reset_time_duration: 300, ads_api_access_tier: tier })
  const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))

  const http: Http = async (request: HttpRequest) => {
    const url = new URL(request.url)
    const path = url.pathname.replace('/v26.0/', '')
    const respond = (status: number, text: string) => ({
      status,
      headers: { 'x-fb-trace-id': 't', 'x-ad-account-usage': usage, date: new Date(now()).toUTCString() },
      body: new TextEncoder().encode(text),
    })
    await Promise.resolve()
    if (path !== '') {
      const reply = one({ method: request.method, path, params: url.searchParams })
      return reply ? respond(reply.status ?? 200, textOf(reply.body)) : respond(503, '<html>')
    }
    const items = JSON.parse(new URLSearchParams(request.body).get('batch') ?? '[]') as {
      method: string
      relative_url: string
      body?: string
    }[]
    const replies = items.map(({ method, relative_url: relative, body }) => {
      const item = new URL(relative, 'http://x/')
      const reply = one({
        method,
        path: item.pathname.slice(1),
        params: method === 'GET' ? item.searchParams : new URLSearchParams(body),
      })
      return reply && { code: reply.status ?? 200, headers: [], body: textOf(reply.body) }
    })
    return respond(200, JSON.stringify(replies))
  }
  return {
    http,
    calls,
    reports,
    truth: campaigns.flatMap((id) => days.map((day) => `${id} ${day}`)).sort(),
  }
}

export const READY = { async_status: 'Job Completed', async_percent_completion: 100 }

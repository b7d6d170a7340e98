import { hidden } from '../graph-error.ts'
import { withText } from '../json-text.ts'
import { mayRead, visible } from './access.ts'
import { paging } from './page.ts'
import type { Insights, InsightsPage } from '../insights.ts'
import type { Account, Delivering } from '../model.ts'
import type { Reports } from '../reports.ts'
import type { Context } from './call.ts'

/** Insights in Meta's wrapping: at once, or as a report that is fetched later. All of it throws GraphError. */

const insightsBody = (context: Context, path: string, page: InsightsPage): object => {
  const links = paging(context, path, page.before, page.after, page.more)
  let rows: readonly unknown[] | null = null
  const body = {
    get data() {
      rows ??= page.data
      return rows
    },
    paging: links,
    ...(page.summary === null ? {} : { summary: JSON.parse(page.summary) as unknown }),
  }
  const summary = page.summary === null ? '' : `,"summary":${page.summary}`
  return withText(body, `{"data":${page.text},"paging":${JSON.stringify(links)}${summary}}`)
}

/** The edge of an account or of what is under it. */
export const insightsEdge = (insights: Insights, context: Context, node: Account | Delivering): object =>
  insightsBody(context, `${node.id}/insights`, insights.read(node, context.params))

/** Answers `POST <node>/insights`. */
export const orderReport = (reports: Reports, context: Context, node: Account | Delivering): object => {
  mayRead(context.who)
  if (!visible(node.level === 'account' ? node : node.account, context.who)) throw hidden(node.id, context.method)
  return { report_run_id: reports.create(node, context.params, context.reportFate ?? null) }
}

/** Calls of a report's own address; `name` is what follows it. Null: there is no such report. */
export const createReportCalls =
  (reports: Reports) =>
  (context: Context, id: string, name: string | undefined): object | null => {
    const report = reports.find(id)
    if (report === null) return null
    mayRead(context.who)
    if (!visible(report.account, context.who) || context.method !== 'GET') throw hidden(id, context.method)
    if (name === undefined) return reports.node(report, context.params)
    if (name !== 'insights') throw hidden(id)
    return insightsBody(context, `${id}/insights`, reports.read(report, context.params))
  }

import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttp } from '../../src/main/http.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import type { Graph } from '../../src/main/meta/graph.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'

/** A server that answers as a test says, over real HTTP, and the client that asks it. */

export interface Asked {
  /** Below the version. */
  readonly path: string
  readonly query: URLSearchParams
}
export interface Reply {
  readonly status?: number
  readonly body: unknown
}
/** `cut`: the connection ends in the middle of the body. */
export type Answer = Reply | 'cut'
/** Null: an item of a batch that Meta had no time for; alone it is a server error. */
export type AnswerTo = (asked: Asked) => Answer | null

export const fault = (code: number, more: Record<string, unknown> = {}, status = 400): Reply => ({
  status,
  body: { error: { message: `(#${code}) said so`, type: 'OAuthException', code, fbtrace_id: 'A1', ...more } },
})
export const HTML: Reply = { status: 400, body: '<!DOCTYPE html><title>Error</title>' }

/** Of a full tier, so that only what a test is about makes the client wait. */
const HEADERS = {
  'content-type': 'application/json',
  'x-ad-account-usage': '{"acc_id_util_pct":1,"reset_time_duration":300,"ads_api_access_tier":"standard_access"}',
  'x-app-usage': '{"call_count":1,"total_time":1,"total_cputime":1}',
}

const servers: Server[] = []
export const closeServers = () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}

const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))

const answerBatch = (form: URLSearchParams, answer: AnswerTo): unknown[] =>
  (JSON.parse(form.get('batch') ?? '[]') as { relative_url: string }[]).map(({ relative_url: relative }) => {
    const url = new URL(relative, 'http://x/')
    const reply = answer({ path: url.pathname.slice(1), query: url.searchParams })
    return reply === null || reply === 'cut'
      ? null
      : { code: reply.status ?? 200, headers: [], body: textOf(reply.body) }
  })

export const serve = async (
  answer: AnswerTo,
  /** Instead of a whole batch; null: each of its items is answered. */
  whole: () => Reply | null = () => null,
): Promise<{ readonly graph: Graph; readonly asked: Asked[]; readonly clock: ReturnType<typeof createEagerClock> }> => {
  const asked: Asked[] = []
  const noted: AnswerTo = (one) => {
    asked.push(one)
    return answer(one)
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x')
      const reply =
        request.method === 'POST'
          ? (whole() ?? { body: answerBatch(new URLSearchParams(Buffer.concat(chunks).toString()), noted) })
          : (noted({ path: url.pathname.replace('/v26.0/', ''), query: url.searchParams }) ?? fault(2, {}, 500))
      response.sendDate = false
      if (reply === 'cut') {
        response.writeHead(200, { ...HEADERS, 'content-length': 5000 })
        response.write('{"data":[')
        setImmediate(() => response.destroy())
        return
      }
      response.writeHead(reply.status ?? 200, HEADERS)
      response.end(textOf(reply.body))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const clock = createEagerClock()
  const graph = createGraph({
    http: createHttp(fetch),
    clock,
    ids: countingIds(),
    log: { write: () => undefined },
    secrets: { token: async () => `EAAB${'q7Zx'.repeat(12)}`, appSecret: async () => null },
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    version: 'v26.0',
    appId: null,
  })
  return { graph, asked, clock }
}

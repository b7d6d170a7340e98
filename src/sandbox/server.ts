import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { createApi } from './api.ts'
import { DEMO_SEED } from './demo-app.ts'
import { createDialog } from './dialog.ts'
import { createFaults, distort } from './faults.ts'
import { createFigures } from './figures.ts'
import { createInsights } from './insights.ts'
import { createNodes } from './nodes.ts'
import { bearerOf, paramsOf, readBody } from './request.ts'
import { createOAuth } from './oauth.ts'
import { createLive, createState } from './state.ts'
import { adsOf } from './under.ts'
import { createUsage } from './usage.ts'
import { createWorld } from './world.ts'
import { createWrites } from './writes.ts'
import { errorBody } from './graph-error.ts'
import type { AddressInfo, Socket } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Call, Reply } from './calls/call.ts'
import type { Fault } from './faults.ts'
import type { Params } from './params.ts'
import type { Tier } from './usage.ts'
import type { World, WorldSize } from './world.ts'

/** Meta's Graph and Marketing API on loopback: HTTP around `api.ts`. */

export interface SandboxOptions {
  readonly seed?: number
  /** 0 takes any free one. */
  readonly port: number
  readonly host?: string
  /** Milliseconds since the epoch; may run faster than the real clock, never backwards. */
  readonly now: () => number
  /** Edits, revocations and used codes survive a restart in this file. */
  readonly stateFile?: string
  readonly size?: WorldSize
  readonly accessTier?: Tier
}

export interface SandboxCalls {
  /** HTTP requests, of any kind. */
  readonly requests: number
  /** Calls as Meta counts them: each item of a batch is one. */
  readonly calls: number
  /** `GET act_1/insights` and how often. */
  readonly byPath: Readonly<Record<string, number>>
}

export interface Sandbox {
  readonly url: string
  readonly port: number
  readonly world: World
  /** What was wrong with the state file at start; null when nothing was. */
  readonly problem: string | null
  readonly faults: { set(faults: readonly Fault[]): void }
  calls(): SandboxCalls
  resetCalls(): void
  /** False cuts every connection at once and refuses new ones, as a network that is gone. */
  setOnline(online: boolean): Promise<void>
  stop(): Promise<void>
}

const MOST_ITEMS = 50

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** Rejects with the system's error: `code` is EADDRINUSE when the port is taken. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { now } = options
  const seed = options.seed ?? DEMO_SEED
  const host = options.host ?? '127.0.0.1'
  const state = createState({ file: options.stateFile ?? null, now: now() })
  const world = createWorld({ seed, anchor: state.anchor, size: options.size ?? null })
  const live = createLive(state)
  const figures = createFigures({ live, now, anchor: state.anchor, editsOf: state.editsOf })
  const nodes = createNodes({ live, figures, now })
  const insights = createInsights({ live, figures, now })
  const writes = createWrites({ state, live, figures, now })
  const oauth = createOAuth({ seed, state, now, nonce: () => randomBytes(9).toString('hex') })
  const usage = createUsage({
    tier: options.accessTier ?? 'standard_access',
    now,
    activeAds: (account) => adsOf(account).filter((ad) => live.effective(ad) === 'ACTIVE').length,
  })
  const traceId = (): string => `A${randomBytes(8).toString('base64url')}`
  const api = createApi({ world, state, live, nodes, insights, writes, oauth, usage, now, traceId })
  const dialog = createDialog({ oauth, state })
  const faults = createFaults()

  let requests = 0
  let calls = 0
  let byPath: Record<string, number> = {}

  const bare = (path: string): string =>
    path
      .replace(/^\/+/, '')
      .replace(/^v\d+\.\d+\/?/, '')
      .replace(/\/+$/, '')
  const count = (method: string, path: string): void => {
    calls++
    const key = `${method} ${bare(path)}`
    byPath[key] = (byPath[key] ?? 0) + 1
  }

  const commonHeaders = (): Record<string, string> => ({
    // The sandbox's own clock: apps learn Meta's time from here.
    date: new Date(now()).toUTCString(),
    'x-fb-request-id': traceId(),
    'x-fb-trace-id': traceId(),
    'x-fb-rev': '1026000000',
    'cache-control': 'private, no-cache, no-store, must-revalidate',
  })
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

  interface BatchItem {
    readonly method?: unknown
    readonly relative_url?: unknown
    readonly body?: unknown
  }

  /** Null: the whole connection is to be cut. */
  const batch = async (
    params: Params,
    token: string | null,
    origin: string,
  ): Promise<readonly unknown[] | Reply | null> => {
    const fail = (message: string): Reply => ({
      status: 400,
      body: errorBody({ status: 400, code: 100, message: `(#100) ${message}` }, traceId()),
      headers: {},
    })
    let items: unknown
    try {
      items = JSON.parse(params['batch'] ?? '')
    } catch {
      return fail('Param batch must be an array.')
    }
    if (!Array.isArray(items)) return fail('Param batch must be an array.')
    if (items.length > MOST_ITEMS)
      return fail(`Too many requests in batch message. Maximum batch size is ${MOST_ITEMS}`)
    if (token === null)
      return {
        ...fail(''),
        body: errorBody(
          {
            status: 400,
            code: 2500,
            message: 'An active access token must be used to query information about the current user.',
          },
          traceId(),
        ),
      }
    const answers: unknown[] = []
    for (const item of items as BatchItem[]) {
      const method = textOr(item?.method, 'GET').toUpperCase() as Call['method']
      const relative = new URL(textOr(item?.relative_url, ''), 'http://batch/')
      const path = relative.pathname.slice(1)
      const own = {
        ...Object.fromEntries(relative.searchParams),
        ...paramsOf(typeof item?.body === 'string' ? item.body : '', 'form'),
      }
      count(method, path)
      const fault = faults.take(method, bare(path))
      if (fault?.kind === 'drop') return null
      if (fault?.kind === 'slow') await wait(fault.delayMs ?? 1000)
      const { access_token: itemToken, ...rest } = own
      const proof = params['appsecret_proof']
      const reply = api.answer({
        method,
        path,
        params: { ...(proof === undefined || itemToken !== undefined ? {} : { appsecret_proof: proof }), ...rest },
        token: itemToken ?? token,
        origin,
      })
      if (fault?.kind === 'dropAfterApply') return null
      if (fault?.kind === 'nullBatchItem') {
        answers.push(null)
        continue
      }
      const sent = distort(fault, reply)
      const headers = Object.entries({ 'content-type': sent.type, ...reply.headers }).map(([name, value]) => ({
        name,
        value,
      }))
      answers.push({
        code: sent.status,
        ...(params['include_headers'] === 'false' ? {} : { headers }),
        body: sent.text,
      })
    }
    return answers
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests++
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? `${host}:${port}`}`)
    const origin = url.origin
    const body = await readBody(request)
    const language = request.headers['accept-language'] ?? ''
    const send = (status: number, text: string, headers: Readonly<Record<string, string>>): void => {
      if (response.destroyed) return
      response.writeHead(status, { ...commonHeaders(), ...headers, 'content-length': String(Buffer.byteLength(text)) })
      response.end(text)
    }
    const html = (status: number, text: string): void =>
      send(status, text, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      })

    if (url.pathname === '/connect/login_success.html') {
      const page = dialog.success(language)
      return html(page.status, page.html)
    }
    if (/^\/v\d+\.\d+\/dialog\/oauth\/?$/.test(url.pathname)) {
      const form = request.method === 'POST' ? new URLSearchParams(body) : null
      const page = dialog.answer({
        query: Object.fromEntries(url.searchParams),
        form:
          form === null
            ? null
            : { step: form.get('step') ?? '', action: form.get('action') ?? '', scopes: form.getAll('scope') },
        origin,
        acceptLanguage: language,
      })
      state.save()
      if (page.location !== null) return send(302, '', { location: page.location })
      return html(page.status, page.html)
    }

    const method = request.method ?? 'GET'
    if (method !== 'GET' && method !== 'POST' && method !== 'DELETE') return send(405, '', {})
    const all = { ...Object.fromEntries(url.searchParams), ...paramsOf(body, request.headers['content-type'] ?? '') }
    const { access_token: inParams, ...params } = all
    const token = bearerOf(request.headers.authorization) ?? inParams ?? null
    const path = url.pathname.slice(1)
    const isBatch = method === 'POST' && bare(path) === '' && params['batch'] !== undefined
    const fault = faults.take(method, isBatch ? 'batch' : bare(path))
    if (fault?.kind === 'drop') return void request.socket.destroy()
    if (fault?.kind === 'slow') await wait(fault.delayMs ?? 1000)

    let reply: Reply
    if (isBatch) {
      // A dead token fails the batch as a whole.
      const checked = token === null ? null : tokenFailure(token, params, origin)
      const answers = checked ?? (await batch(params, token, origin))
      state.save()
      if (answers === null) return void request.socket.destroy()
      reply =
        'status' in answers
          ? answers
          : {
              status: 200,
              body: answers,
              headers: {
                'facebook-api-version': /^v\d+\.\d+/.exec(path)?.[0] ?? 'v26.0',
                ...usage.headers(null, 'app'),
              },
            }
    } else {
      count(method, path)
      reply = api.answer({ method, path, params, token, origin })
      state.save()
    }
    if (fault?.kind === 'dropAfterApply') return void request.socket.destroy()
    const { status, text, type } = distort(fault, reply)
    send(status, text, { ...reply.headers, 'content-type': type })
  }

  /** The error of a token that is not valid, as an outer answer. */
  const tokenFailure = (token: string, params: Params, origin: string): Reply | null => {
    try {
      oauth.check(token)
      return null
    } catch {
      return api.answer({ method: 'GET', path: 'me', params: { ...params, fields: 'id' }, token, origin })
    }
  }

  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void request.socket.destroy()
      const status = error instanceof RangeError ? 413 : 500
      response.writeHead(status, { ...commonHeaders(), 'content-type': 'application/json; charset=UTF-8' })
      response.end(JSON.stringify(errorBody({ status, code: 1, message: 'An unknown error occurred' }, traceId())))
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const listen = (at: number): Promise<number> =>
    new Promise((done, fail) => {
      server.once('error', fail)
      server.listen(at, host, () => {
        server.off('error', fail)
        done((server.address() as AddressInfo).port)
      })
    })
  const close = (): Promise<void> =>
    new Promise((done) => {
      if (!server.listening) return done()
      server.close(() => done())
      for (const socket of sockets) socket.destroy()
    })

  const port = await listen(options.port)
  state.save()

  return {
    url: `http://${host}:${port}`,
    port,
    world,
    problem: state.problem,
    faults,
    calls: () => ({ requests, calls, byPath: { ...byPath } }),
    resetCalls: () => {
      requests = 0
      calls = 0
      byPath = {}
    },
    setOnline: async (online) => {
      if (online === server.listening) return
      if (online) await listen(port)
      else await close()
    },
    stop: async () => {
      await close()
      state.save()
    },
  }
}

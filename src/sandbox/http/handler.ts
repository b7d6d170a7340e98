import { errorBody } from '../graph-error.ts'
import { bare } from './call-counter.ts'
import { bearerOf, formOf, paramsOf, readBody } from './request.ts'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Api } from '../api.ts'
import type { Call, Reply } from '../calls/call.ts'
import type { Dialog } from '../dialog.ts'
import type { Meet, Met } from '../faults/meet.ts'
import type { OAuth } from '../oauth.ts'
import type { RatesAnswer } from '../rates.ts'
import type { State } from '../state.ts'
import type { Usage } from '../usage.ts'
import type { Batch } from './batch.ts'
import type { CallCounter } from './call-counter.ts'

interface HandlerNeeds {
  readonly api: Api
  readonly batch: Batch
  readonly meet: Meet
  readonly dialog: Dialog
  readonly rates: (query: URLSearchParams) => RatesAnswer
  readonly counter: CallCounter
  readonly oauth: OAuth
  readonly usage: Usage
  readonly state: State
  readonly now: () => number
  readonly traceId: () => string
  /** For requests that do not say which host they are for. */
  readonly defaultHost: () => string
}

const NEWEST = 'v26.0'

/** One HTTP request: a page of the consent dialog, a batch or a call. */
export const createHandler = ({
  api,
  batch,
  meet,
  dialog,
  rates,
  counter,
  oauth,
  usage,
  state,
  now,
  traceId,
  defaultHost,
}: HandlerNeeds): RequestListener => {
  const commonHeaders = (): Record<string, string> => ({
    // The sandbox's own clock: apps learn Meta's time from here.
    date: new Date(now()).toUTCString(),
    'x-fb-request-id': traceId(),
    'x-fb-trace-id': traceId(),
    'x-fb-rev': '1026000000',
    'cache-control': 'private, no-cache, no-store, must-revalidate',
  })

  /** The error of a token that is not valid, as an outer answer. */
  const tokenFailure = (call: Call): Reply | null => {
    if (call.token === null) return null
    try {
      oauth.check(call.token)
      return null
    } catch {
      return api.answer({ ...call, method: 'GET', path: 'me', params: { fields: 'id' } })
    }
  }

  const meetBatch = (call: Call): Promise<Met> => {
    const version = /^v\d+\.\d+/.exec(call.path)?.[0] ?? NEWEST
    const own = { 'facebook-api-version': version }
    return meet({
      place: 'batch',
      method: call.method,
      path: 'batch',
      call: null,
      headers: () => ({ ...own, ...usage.batchHeaders(new Set()) }),
      run: async () => {
        // A dead token fails the batch as a whole.
        const failure = tokenFailure(call)
        if (failure) return { reply: failure }
        const done = await batch({ params: call.params, token: call.token, version, origin: call.origin })
        state.save()
        if ('kind' in done) return done
        const headers = { ...own, ...usage.batchHeaders(done.accounts) }
        return { reply: { ...done.reply, headers }, cut: done.cut }
      },
    })
  }

  const meetCall = (call: Call): Promise<Met> =>
    meet({
      place: 'call',
      method: call.method,
      path: bare(call.path),
      call,
      arrived: () => counter.call(call.method, call.path),
      headers: () => api.headers(call),
      run: (real) => {
        const reply = api.answer(real ?? call)
        state.save()
        return { reply }
      },
    })

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? defaultHost()}`)
    if (url.pathname === '/rates') {
      // Not Meta's: no call of it is counted or goes wrong.
      const { status, type, text } = rates(url.searchParams)
      response.writeHead(status, { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) })
      return void response.end(text)
    }
    counter.request()
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
      const page = dialog.answer({
        query: Object.fromEntries(url.searchParams),
        form: request.method === 'POST' ? formOf(body) : null,
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
    const call: Call = { method, path: url.pathname.slice(1), params, token, origin }
    const isBatch = method === 'POST' && bare(call.path) === '' && params['batch'] !== undefined
    const met = await (isBatch ? meetBatch(call) : meetCall(call))
    // Open until somebody closes it.
    if (met.kind === 'hang') return
    if (met.kind !== 'sent') return void request.socket.destroy()
    const { status, text, headers } = met.sent
    if (!met.cut) return send(status, text, headers)
    const bytes = Buffer.from(text)
    response.writeHead(status, { ...commonHeaders(), ...headers, 'content-length': String(bytes.length) })
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy())
  }

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void request.socket.destroy()
      const status = error instanceof RangeError ? 413 : 500
      response.writeHead(status, { ...commonHeaders(), 'content-type': 'application/json; charset=UTF-8' })
      response.end(JSON.stringify(errorBody({ status, code: 1, message: 'An unknown error occurred' }, traceId())))
    })
  }
}

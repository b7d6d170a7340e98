import { distort, slowness } from '../faults.ts'
import { errorBody } from '../graph-error.ts'
import { bare } from './call-counter.ts'
import { bearerOf, paramsOf, readBody } from './request.ts'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Api } from '../api.ts'
import type { Reply } from '../calls/call.ts'
import type { Dialog } from '../dialog.ts'
import type { Faults } from '../faults.ts'
import type { OAuth } from '../oauth.ts'
import type { Params } from '../params.ts'
import type { State } from '../state.ts'
import type { Usage } from '../usage.ts'
import type { Batch } from './batch.ts'
import type { CallCounter } from './call-counter.ts'

interface HandlerNeeds {
  readonly api: Api
  readonly batch: Batch
  readonly dialog: Dialog
  readonly faults: Faults
  readonly counter: CallCounter
  readonly oauth: OAuth
  readonly usage: Usage
  readonly state: State
  readonly now: () => number
  readonly traceId: () => string
  /** For requests that do not say which host they are for. */
  readonly defaultHost: () => string
}

/** One HTTP request: a page of the consent dialog, a batch or a call. */
export const createHandler = ({
  api,
  batch,
  dialog,
  faults,
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
  const tokenFailure = (token: string, params: Params, origin: string): Reply | null => {
    try {
      oauth.check(token)
      return null
    } catch {
      return api.answer({ method: 'GET', path: 'me', params: { ...params, fields: 'id' }, token, origin })
    }
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    counter.request()
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? defaultHost()}`)
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
    await slowness(fault)

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
      counter.call(method, path)
      reply = api.answer({ method, path, params, token, origin })
      state.save()
    }
    if (fault?.kind === 'dropAfterApply') return void request.socket.destroy()
    const { status, text, type } = distort(fault, reply)
    send(status, text, { ...reply.headers, 'content-type': type })
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

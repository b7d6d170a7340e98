import { toChromium } from './addresses.ts'
import type { CdpSession } from './cdp.ts'
import type { Session } from './session.ts'

/** A request that Chromium holds until it is told what to do with it. */
export interface Paused {
  readonly requestId: string
  readonly request: {
    url: string
    urlFragment?: string
    method: string
    headers: Record<string, string>
    postData?: string
  }
  readonly frameId: string
  readonly resourceType: string
  readonly redirectedRequestId?: string
}

const answerWith = async (cdp: CdpSession, session: Session, requestId: string, request: Request): Promise<void> => {
  const scheme = new URL(request.url).protocol.slice(0, -1)
  const handler = session.protocol.handlers.get(scheme)
  const response = handler ? await handler(request) : new Response('', { status: 404 })
  const schemes = new Set(session.protocol.handlers.keys())
  const responseHeaders = [...response.headers].map(([name, value]) => ({
    name,
    // A policy may name our own scheme as a source.
    value:
      name === 'content-security-policy'
        ? value.replaceAll(/[a-z][a-z0-9+-]*:\/\/[^\s;]+/gi, (url) => toChromium(url, schemes).replace(/\/$/, ''))
        : value,
  }))
  await cdp.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders,
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  })
}

/**
 * Requests of a page on their way: its own schemes are answered by their handlers, where a page goes is decided by
 * `mayGo`, and the rest goes on. The result starts it for one DevTools session.
 */
export const createInterceptor = ({
  session,
  ours,
  mayGo,
}: {
  readonly session: Session
  readonly ours: (url: string) => string
  readonly mayGo: (paused: Paused) => boolean
}): ((on: CdpSession) => Promise<void>) => {
  const onPaused = async (on: CdpSession, paused: Paused): Promise<void> => {
    const { requestId, request } = paused
    if (!mayGo(paused)) return void (await on.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }))
    const url = ours(request.url)
    if (url === request.url) return void (await on.send('Fetch.continueRequest', { requestId }))
    if (paused.resourceType === 'Other' && url.endsWith('/favicon.ico')) {
      // Chromium's own wish; Electron has none.
      return void (await on.send('Fetch.fulfillRequest', { requestId, responseCode: 204 }))
    }
    try {
      const init = {
        method: request.method,
        headers: request.headers,
        ...(request.postData === undefined ? {} : { body: request.postData }),
      }
      await answerWith(on, session, requestId, new Request(url, init))
    } catch (error) {
      process.stderr.write(`host: the handler of ${url} failed: ${String(error)}\n`)
      await on.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
    }
  }

  return async (on) => {
    on.on<Paused>('Fetch.requestPaused', (paused) => void onPaused(on, paused).catch(() => undefined))
    // Pages of our own: everything; foreign pages: where they go.
    const patterns =
      session.protocol.handlers.size > 0 ? [{ urlPattern: '*' }] : [{ urlPattern: '*', resourceType: 'Document' }]
    await on.send('Fetch.enable', { patterns })
  }
}

import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol } from 'electron'

export const SCHEME = 'app'
export const ORIGIN = 'app://buydesk'
export const START_URL = `${ORIGIN}/index.html`

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Everything from our own bundle and nothing from elsewhere; the window has no network of its own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
}

/** The file under `root` that an address means; null for one that leads out of it or is not understood. */
export const fileFor = (root: string, url: string): string | null => {
  let path: string
  try {
    const parsed = new URL(url)
    if (parsed.host !== 'buydesk') return null
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = normalize(join(root, path === '/' ? 'index.html' : path))
  return file.startsWith(root + sep) ? file : null
}

/** `app://buydesk/` answers with the files of the built window. */
export const serveWindow = (protocol: Protocol, root: string): void => {
  protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileFor(root, request.url) : null
    const type = file === null ? undefined : TYPES[extname(file)]
    const body = file === null || type === undefined ? null : await readFile(file).catch(() => null)
    if (body === null || type === undefined) return new Response('', { status: 404, headers: HEADERS })
    return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'content-type': type } })
  })
}

import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createPlainServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import type { HttpRequest } from '../../src/main/ports.ts'

const http = createHttp(fetch)
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
const get = (url: string, more: Partial<HttpRequest> = {}) =>
  http({ method: 'GET', url, headers: {}, timeoutMs: 20_000, ...more })

test('answers come whole, with lower-case header names and whatever status', async () => {
  let sent = ''
  const url = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => (sent += `${request.method} ${request.headers['x-own']} ${chunk.toString()}`))
    request.on('end', () => {
      response.writeHead(400, { 'X-App-Usage': '{}' })
      response.write('{"a":')
      response.end('"é"}')
    })
  })
  const answer = await http({ method: 'POST', url, headers: { 'X-Own': 'y' }, body: 'a=b', timeoutMs: 20_000 })
  expect(answer.status).toBe(400)
  expect(answer.headers['x-app-usage']).toBe('{}')
  expect(new TextDecoder().decode(answer.body)).toBe('{"a":"é"}')
  expect(sent).toBe('POST y a=b')
})

test('redirects are not followed: the token stays here', async () => {
  const asked: string[] = []
  const url = await serve((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location: '/elsewhere' })
    response.end()
  })
  expect((await get(url)).status).toBe(302)
  expect(asked).toEqual(['/'])
})

describe('failures say what happened and whether the request may have arrived', () => {
  test('nobody there', async () => {
    const url = await serve(() => undefined)
    await new Promise((resolve) => servers.pop()?.close(resolve))
    await expect(get(url)).rejects.toMatchObject({
      name: 'HttpError',
      kind: 'offline',
      sent: false,
      reason: 'refused',
    })
  })

  test('no such name', async () => {
    // No name server need be asked: a label has at most 63 letters.
    await expect(get(`http://${'a'.repeat(70)}.test/`)).rejects.toMatchObject({
      kind: 'offline',
      sent: false,
      reason: 'name',
    })
  })

  test.each([
    ['wants a password', 'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n'],
    ['lets nobody out', 'HTTP/1.1 403 Forbidden\r\n'],
    ['does not reach Meta', 'HTTP/1.1 502 Bad Gateway\r\n'],
  ])('a proxy that %s', async (_, head) => {
    const asked: string[] = []
    const proxy = createPlainServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (chunk: Buffer) => {
        asked.push(chunk.toString())
        socket.end(`${head}content-length: 0\r\n\r\n`)
      })
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    // Node takes a proxy only from its environment, so the request is made by a Node of its own.
    const child = spawn(process.execPath, [fileURLToPath(new URL('meta-http-child.ts', import.meta.url))], {
      env: {
        ...process.env,
        NODE_USE_ENV_PROXY: '1',
        NO_PROXY: '',
        no_proxy: '',
        HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await new Promise((resolve) => child.on('close', resolve))
    proxy.close()
    expect(JSON.parse(said)).toMatchObject({ kind: 'proxy', sent: false })
    expect(asked.join()).toMatch(/^CONNECT graph\.test:443 /)
    expect(asked.join()).not.toContain('Bearer')
  })

  test('closed without a word', async () => {
    const url = await serve((request) => request.socket.destroy())
    await expect(get(url)).rejects.toMatchObject({ kind: 'cut', sent: true })
  })

  test('cut in the middle of the body', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"data":[', () => response.socket?.destroy())
    })
    await expect(get(url)).rejects.toMatchObject({ kind: 'cut', sent: true })
  })

  test('no answer in time, and an answer that never ends', async () => {
    const silent = await serve(() => undefined)
    await expect(get(silent, { timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout', sent: true })
    const endless = await serve((_, response) => void response.write('{'))
    await expect(get(endless, { timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout', sent: true })
  })

  test('cancelled, before and after it left', async () => {
    await expect(get('http://127.0.0.1:9/', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
      sent: false,
    })
    const stop = new AbortController()
    const url = await serve(() => stop.abort())
    await expect(get(url, { signal: stop.signal })).rejects.toMatchObject({ kind: 'cancelled', sent: true })
  })

  test('not who it says it is', async () => {
    const url = await serve((_, response) => response.end())
    await expect(get(url.replace('http:', 'https:'))).rejects.toMatchObject({ kind: 'tls', sent: false })
  })

  test.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'offline', false, 'name'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline', false, null],
    ['net::ERR_CONNECTION_REFUSED', 'offline', false, 'refused'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'offline', false, 'connect'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls', false, 'authority'],
    ['net::ERR_CERT_DATE_INVALID', 'tls', false, 'date'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'tls', false, 'host'],
    ['net::ERR_CERT_REVOKED', 'tls', false, null],
    // May break in the middle of a request as well.
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls', true, null],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy', false, null],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy', false, null],
    ['net::ERR_PROXY_AUTH_UNSUPPORTED', 'proxy', false, null],
    ['net::ERR_SOCKS_CONNECTION_FAILED', 'proxy', false, null],
    // What Electron makes of a redirect that nobody follows.
    ['Redirect was cancelled', 'portal', true, null],
    ['net::ERR_TIMED_OUT', 'timeout', true, null],
    ['net::ERR_CONNECTION_RESET', 'cut', true, null],
    ['net::ERR_EMPTY_RESPONSE', 'cut', true, null],
    ['something new', 'cut', true, null],
  ])("in Chromium's words: %s", async (message, kind, sent, reason) => {
    const chromium = createHttp(() => Promise.reject(new Error(message)))
    await expect(chromium({ method: 'GET', url: 'http://x/', headers: {}, timeoutMs: 1000 })).rejects.toMatchObject({
      kind,
      sent,
      reason,
    })
  })
})

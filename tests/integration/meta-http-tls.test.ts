import { createServer as createTlsServer } from 'node:https'
import { createServer as createPlainServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import { makeCertificate } from './certificate.ts'
import type { Certificate } from './certificate.ts'

const DAY = 86_400_000
const NOW = Date.now()
const http = createHttp(fetch)
const trusted = getCACertificates('default')

const closing: (() => void)[] = []
afterEach(() => {
  setDefaultCACertificates(trusted)
  for (const close of closing.splice(0)) close()
})
const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Everything that got as far as a request there: with a bad certificate nothing may. */
const serve = async (certificate: Certificate) => {
  const heard: string[] = []
  const server = createTlsServer(certificate, (request, response) => {
    heard.push(request.headers.authorization ?? '')
    response.end('{}')
  })
  server.on('tlsClientError', () => undefined)
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { heard, url: `https://localhost:${await listen(server)}/me` }
}
const get = (url: string) => http({ method: 'GET', url, headers: { authorization: 'Bearer T' }, timeoutMs: 20_000 })

test('a certificate of somebody unknown, as of a proxy that reads along', async () => {
  const { heard, url } = await serve(makeCertificate('localhost', NOW - DAY, NOW + DAY))
  await expect(get(url)).rejects.toMatchObject({ kind: 'tls', sent: false, reason: 'authority' })
  expect(heard).toEqual([])
})

test.each([
  ['out of date', 'localhost', NOW - 2 * DAY, NOW - DAY, 'date'],
  ['not good yet', 'localhost', NOW + DAY, NOW + 2 * DAY, 'date'],
  ['of another server', 'elsewhere.test', NOW - DAY, NOW + DAY, 'host'],
])('a certificate that is %s, though its maker is known', async (_, host, from, to, reason) => {
  const certificate = makeCertificate(host, from, to)
  setDefaultCACertificates([...trusted, certificate.cert])
  const { heard, url } = await serve(certificate)
  await expect(get(url)).rejects.toMatchObject({ kind: 'tls', sent: false, reason })
  expect(heard).toEqual([])
})

test('a good certificate is taken', async () => {
  const certificate = makeCertificate('localhost', NOW - DAY, NOW + DAY)
  setDefaultCACertificates([...trusted, certificate.cert])
  const { heard, url } = await serve(certificate)
  expect((await get(url)).status).toBe(200)
  expect(heard).toEqual(['Bearer T'])
})

test('somebody who does not speak TLS at all', async () => {
  const server = createPlainServer((socket) => {
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
  })
  closing.push(() => server.close())
  await expect(get(`https://localhost:${await listen(server)}/`)).rejects.toMatchObject({ kind: 'tls', sent: false })
})

import { createHttp } from '../../src/main/http.ts'
import { HttpError } from '../../src/main/ports.ts'

/** A call to a Meta that only the proxy of the environment could reach; prints how it failed. */
try {
  const { status } = await createHttp(fetch)({
    method: 'GET',
    url: 'https://graph.test/me',
    headers: { authorization: 'Bearer T' },
    timeoutMs: 20_000,
  })
  process.stdout.write(JSON.stringify({ status }))
} catch (error) {
  process.stdout.write(JSON.stringify(error instanceof HttpError ? { kind: error.kind, sent: error.sent } : {}))
}

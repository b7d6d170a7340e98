import { DEMO_SEED, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Account } from '../../src/sandbox/model.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/server.ts'

export const START = Date.parse('2026-11-20T18:00:00Z')

export interface Answered {
  readonly status: number
  readonly headers: Headers
  // What Meta sends has no fixed shape; tests look into it as they need.
  readonly body: Record<string, unknown> & {
    readonly data: Record<string, unknown>[]
    readonly error: Record<string, unknown>
  }
}

export interface Client {
  readonly sandbox: Sandbox
  readonly clock: { now: number }
  get(path: string, params?: Record<string, string>, token?: string | null): Promise<Answered>
  post(path: string, params: Record<string, string>, token?: string | null): Promise<Answered>
  remove(path: string, token?: string): Promise<Answered>
}

/** By the beginning of its name. */
export const accountOf = ({ sandbox }: Client, name: string): Account => {
  const found = sandbox.world.accounts.find((account) => account.name.startsWith(name))
  if (!found) throw new Error(`no account ${name}`)
  return found
}

const answered = async (response: Response): Promise<Answered> => ({
  status: response.status,
  headers: response.headers,
  body: (await response.json()) as Answered['body'],
})

/** A sandbox on any free port with a clock that the test turns, and calls to it with the system user's token. */
export const startClient = async (options: Partial<SandboxOptions> = {}): Promise<Client> => {
  const clock = { now: START }
  const sandbox = await startSandbox({ port: 0, seed: DEMO_SEED, now: () => clock.now, ...options })
  const headers = (token: string | null): Record<string, string> =>
    token === null ? {} : { authorization: `Bearer ${token}` }
  return {
    sandbox,
    clock,
    get: async (path, params = {}, token = DEMO_SYSTEM_TOKEN) =>
      answered(
        await fetch(`${sandbox.url}/v26.0/${path}?${new URLSearchParams(params).toString()}`, {
          headers: headers(token),
        }),
      ),
    post: async (path, params, token = DEMO_SYSTEM_TOKEN) =>
      answered(
        await fetch(`${sandbox.url}/v26.0/${path}`, {
          method: 'POST',
          headers: headers(token),
          body: new URLSearchParams(params),
        }),
      ),
    remove: async (path, token = DEMO_SYSTEM_TOKEN) =>
      answered(await fetch(`${sandbox.url}/v26.0/${path}`, { method: 'DELETE', headers: headers(token) })),
  }
}

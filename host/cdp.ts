import type { Readable, Writable } from 'node:stream'

/** What a DevTools event carries; each listener names the shape it reads. */
type CdpListener<T> = (params: T) => void

export interface CdpSession {
  readonly id: string
  send<T = Record<string, never>>(method: string, params?: object): Promise<T>
  on<T>(event: string, listener: CdpListener<T>): void
}

export interface Cdp extends CdpSession {
  session(id: string): CdpSession
  /** Resolves when the pipe is closed from either side. */
  readonly closed: Promise<void>
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

interface Waiting {
  readonly method: string
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/**
 * The DevTools protocol over `--remote-debugging-pipe`: messages end in a zero byte. A pipe, not a port: nobody else can
 * connect, and Chromium ends by itself when this process dies.
 */
export const connectPipe = (write: Writable, read: Readable): Cdp => {
  let lastId = 0
  let open = true
  let rest = Buffer.alloc(0)
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, CdpListener<never>[]>()
  const { promise: closed, resolve: tellClosed } = Promise.withResolvers<void>()

  const close = (): void => {
    if (!open) return
    open = false
    for (const one of waiting.values()) one.reject(new Error(`Chromium went away during ${one.method}`))
    waiting.clear()
    tellClosed()
  }

  const receive = (message: Message): void => {
    if (message.id !== undefined) {
      const one = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error) one?.reject(new Error(`${one.method}: ${message.error.message}`))
      else one?.resolve(message.result as never)
      return
    }
    for (const listener of listeners.get(`${message.sessionId ?? ''} ${message.method ?? ''}`) ?? []) {
      listener(message.params as never)
    }
  }

  read.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = rest.toString('utf8', 0, end)
      rest = rest.subarray(end + 1)
      receive(JSON.parse(text) as Message)
    }
  })
  read.on('close', close)
  read.on('error', close)
  write.on('error', close)

  const session = (id: string): CdpSession => ({
    id,
    send: <T>(method: string, params: object = {}) =>
      new Promise<T>((resolve, reject) => {
        if (!open) return reject(new Error(`Chromium is not running (${method})`))
        lastId += 1
        waiting.set(lastId, { method, resolve, reject })
        write.write(`${JSON.stringify({ id: lastId, method, params, ...(id ? { sessionId: id } : {}) })}\0`)
      }),
    on: (event, listener) => {
      const key = `${id} ${event}`
      listeners.set(key, [...(listeners.get(key) ?? []), listener])
    },
  })
  return { ...session(''), session, closed }
}

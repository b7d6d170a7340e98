/**
 * What runs inside the page. The functions are sent as their source text, so each stands alone: nothing from outside
 * its own body, nothing that is not plain JavaScript after the types are removed.
 */

export const WORLD = 'host-preload'
export const BINDING = '__hostSend'

/**
 * Values as text: JSON as it is where that says all of a value (`j`), as nearly always, else with what structured clone adds
 * that the app may use (`w`). Throws for what cannot be cloned.
 */
interface Wire {
  encode(value: unknown): string
  decode(text: string): unknown
}
type Hook = (kind: 'encode' | 'decode', value: unknown) => unknown

export const makeWire = (functions: Hook | null): Wire => {
  const pack = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
    if (typeof value === 'function' && functions) return { $: 'function', v: functions('encode', value) }
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(pack)
    if (value instanceof Date) return { $: 'date', v: value.getTime() }
    if (value instanceof Error) return { $: 'error', v: String(value.message) }
    if (value instanceof Map) return { $: 'map', v: [...value].map(pack) }
    if (value instanceof Set) return { $: 'set', v: [...value].map(pack) }
    if (value instanceof Uint8Array) return { $: 'bytes', v: Array.from(value) }
    const copy: Record<string, unknown> = {}
    for (const [key, one] of Object.entries(value)) copy[key] = pack(one)
    return '$' in copy ? { $: 'object', v: copy } : copy
  }
  const fields = (value: object): Record<string, unknown> => {
    const copy: Record<string, unknown> = {}
    for (const [key, one] of Object.entries(value)) {
      Object.defineProperty(copy, key, { value: unpack(one), enumerable: true, writable: true, configurable: true })
    }
    return copy
  }
  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    if (!('$' in value)) return fields(value)
    const inner = (value as { v?: unknown }).v
    if (value.$ === 'undefined') return undefined
    if (value.$ === 'number') return Number(inner)
    if (value.$ === 'bigint') return BigInt(inner as string)
    if (value.$ === 'date') return new Date(inner as number)
    if (value.$ === 'error') return new Error(inner as string)
    if (value.$ === 'map') return new Map((inner as unknown[]).map(unpack) as [unknown, unknown][])
    if (value.$ === 'set') return new Set((inner as unknown[]).map(unpack))
    if (value.$ === 'bytes') return Uint8Array.from(inner as number[])
    if (value.$ === 'function' && functions) return functions('decode', inner)
    return fields(inner as object)
  }
  const isJson = (value: unknown): boolean => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0)
    if (typeof value !== 'object') return false
    if (Array.isArray(value)) return value.every(isJson)
    const above: unknown = Object.getPrototypeOf(value)
    return (above === Object.prototype || above === null) && Object.values(value).every(isJson)
  }
  return {
    encode: (value) => (isJson(value) ? `j${JSON.stringify(value)}` : `w${JSON.stringify(pack(value))}`),
    decode: (text) => {
      const value: unknown = JSON.parse(text.slice(1))
      return text.startsWith('j') ? value : unpack(value)
    },
  }
}

/**
 * One end of contextBridge, the same for both worlds. They share the document, so a call is an event on it whose
 * name only these two ends know; a call is answered while it is being dispatched, and functions cross as numbers.
 */
interface BridgeEnd {
  call(id: number, args: unknown[]): unknown
  encode(value: unknown): string
  decode(text: string): unknown
}
export const makeBridgeEnd = (wireOf: typeof makeWire, mine: string, theirs: string): BridgeEnd => {
  // Taken before any script of the page can replace them.
  const dispatch = document.dispatchEvent.bind(document)
  const Event = CustomEvent
  const own: unknown[] = []
  const wire = wireOf((kind, value) => {
    if (kind === 'encode') {
      const at = own.indexOf(value)
      return at >= 0 ? at : own.push(value) - 1
    }
    return (...args: unknown[]) => call(value as number, args)
  })
  let nextPromise = 0
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let answer: string | null = null

  const send = (message: object): void => {
    dispatch(new Event(theirs, { detail: JSON.stringify(message) }))
  }
  const call = (id: number, args: unknown[]): unknown => {
    answer = null
    send({ call: id, args: wire.encode(args) })
    const got = JSON.parse(answer ?? '{"error":"The other world does not answer."}') as Record<string, never>
    answer = null
    if (got['error'] !== undefined) throw new Error(got['error'])
    if (got['promise'] === undefined) return wire.decode(got['value'] ?? 'w{"$":"undefined"}')
    return new Promise((resolve, reject) => promises.set(got['promise'] as never, { resolve, reject }))
  }
  const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  document.addEventListener(mine, (event) => {
    const got = JSON.parse((event as CustomEvent<string>).detail) as Record<string, never>
    if (got['answer'] !== undefined) {
      answer = got['answer']
      return
    }
    if (got['settle'] !== undefined) {
      const one = promises.get(got['settle'])
      promises.delete(got['settle'])
      if (got['error'] !== undefined) one?.reject(new Error(got['error']))
      else one?.resolve(wire.decode(got['value'] ?? 'jnull'))
      return
    }
    try {
      const value = (own[got['call'] ?? -1] as (...args: unknown[]) => unknown)(
        ...(wire.decode(got['args'] ?? 'j[]') as unknown[]),
      )
      if (value instanceof Promise) {
        nextPromise += 1
        const id = nextPromise
        send({ answer: JSON.stringify({ promise: id }) })
        value.then(
          (settled: unknown) => send({ settle: id, value: wire.encode(settled) }),
          (error: unknown) => send({ settle: id, error: message(error) }),
        )
      } else {
        send({ answer: JSON.stringify({ value: wire.encode(value) }) })
      }
    } catch (error) {
      send({ answer: JSON.stringify({ error: message(error) }) })
    }
  })
  return { call, encode: wire.encode, decode: wire.decode }
}

/** In the page's own world: puts on `window` what the preload exposes, and nothing else. */
export const inMainWorld = (
  wireOf: typeof makeWire,
  endOf: typeof makeBridgeEnd,
  mine: string,
  theirs: string,
): void => {
  if (window.top !== window) return
  const end = endOf(wireOf, mine, theirs)
  const freeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object') {
      Object.values(value).forEach(freeze)
      Object.freeze(value)
    }
    return value
  }
  document.addEventListener(`${mine}-expose`, (event) => {
    const { key, api } = JSON.parse((event as CustomEvent<string>).detail) as { key: string; api: string }
    Object.defineProperty(window, key, { value: freeze(end.decode(api)), enumerable: true })
  })
}

/** In the preload's world: `require('electron')` with contextBridge and ipcRenderer, then the preload itself. */
export const inPreloadWorld = (
  wireOf: typeof makeWire,
  endOf: typeof makeBridgeEnd,
  names: { mine: string; theirs: string; binding: string },
  preload: (require: unknown, module: unknown, exports: unknown) => void,
): void => {
  if (window.top !== window) return
  const end = endOf(wireOf, names.mine, names.theirs)
  const wire = wireOf(null)
  const toHost = (window as unknown as Record<string, (text: string) => void>)[names.binding]
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0

  const refuse = (name: string, target: object): object =>
    new Proxy(target, {
      get: (object, key) => {
        if (typeof key === 'symbol' || key in object) return Reflect.get(object, key)
        throw new Error(
          `electron.${name}.${key} is not implemented by the Chromium host (host/): add it there, or run on Electron`,
        )
      },
    })
  const ipcRenderer = refuse('ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        toHost?.(JSON.stringify({ id: last, channel, args: wire.encode(args) }))
      }),
    send: (channel: string, ...args: unknown[]) => toHost?.(JSON.stringify({ channel, args: wire.encode(args) })),
    on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    removeListener: (channel: string, listener: unknown) => {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      )
      return ipcRenderer
    },
  })
  Object.defineProperty(window, '__hostReceive', {
    value: (text: string, payload: string) => {
      const got = JSON.parse(text) as { id?: number; ok?: boolean; error?: string; channel?: string }
      if (got.id !== undefined) {
        const one = waiting.get(got.id)
        waiting.delete(got.id)
        if (got.ok) one?.resolve(wire.decode(payload))
        else one?.reject(new Error(got.error))
        return
      }
      for (const listener of listeners.get(got.channel ?? '') ?? []) {
        listener(refuse('IpcRendererEvent', { sender: ipcRenderer }), ...(wire.decode(payload) as unknown[]))
      }
    },
  })
  const contextBridge = refuse('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => {
      document.dispatchEvent(
        new CustomEvent(`${names.theirs}-expose`, { detail: JSON.stringify({ key, api: end.encode(api) }) }),
      )
    },
  })
  const module = { exports: {} }
  const require = (name: string): object => {
    if (name === 'electron') return refuse('(preload)', { contextBridge, ipcRenderer })
    throw new Error(`module not found: ${name}`)
  }
  preload(require, module, module.exports)
}

export interface SandboxCalls {
  /** HTTP requests, of any kind. */
  readonly requests: number
  /** Calls as Meta counts them: each item of a batch is one. */
  readonly calls: number
  /** `GET act_1/insights` and how often. */
  readonly byPath: Readonly<Record<string, number>>
}

export interface CallCounter {
  request(): void
  call(method: string, path: string): void
  read(): SandboxCalls
  reset(): void
}

/** A path without its version and outer slashes. */
export const bare = (path: string): string =>
  path
    .replace(/^\/+/, '')
    .replace(/^v\d+\.\d+\/?/, '')
    .replace(/\/+$/, '')

export const createCallCounter = (): CallCounter => {
  let requests = 0
  let calls = 0
  let byPath: Record<string, number> = {}
  return {
    request: () => void requests++,
    call: (method, path) => {
      calls++
      const key = `${method} ${bare(path)}`
      byPath[key] = (byPath[key] ?? 0) + 1
    },
    read: () => ({ requests, calls, byPath: { ...byPath } }),
    reset: () => {
      requests = 0
      calls = 0
      byPath = {}
    },
  }
}

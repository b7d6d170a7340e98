export interface InOrder {
  /** Runs what concerns one key after another, different keys side by side. A failure does not stop those behind it. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
  /** Something of this key is running or waiting. */
  busy(key: string): boolean
}

export const createInOrder = (): InOrder => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: (key, work) => {
      const result = (tails.get(key) ?? Promise.resolve()).then(work, work)
      const tail: Promise<unknown> = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key)
        })
      tails.set(key, tail)
      return result
    },
    busy: (key) => tails.has(key),
  }
}

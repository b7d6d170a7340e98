import { EventEmitter } from 'node:events'
import { notHere } from './strict.ts'

/** An EventEmitter that refuses listeners for events it never sends. */
export class KnownEvents extends EventEmitter {
  readonly #name: string
  readonly #known: readonly string[]

  constructor(name: string, known: readonly string[]) {
    super()
    this.#name = name
    this.#known = known
    this.on('newListener', (event: string) => {
      if (!['newListener', 'removeListener', ...this.#known].includes(event))
        throw notHere(`${this.#name} event '${event}'`)
    })
  }
}

/** What Electron passes as first argument: listeners may prevent what is about to happen. */
interface HostEvent {
  preventDefault(): void
  readonly defaultPrevented: boolean
}

export const hostEvent = <T extends object>(fields: T): T & HostEvent => {
  let prevented = false
  return Object.defineProperties({ ...fields } as T & HostEvent, {
    preventDefault: { value: () => void (prevented = true) },
    defaultPrevented: { get: () => prevented },
  })
}

import { EventEmitter } from 'node:events'

type Handler = (event: object, ...args: unknown[]) => unknown
type IpcResult = { readonly value: unknown } | { readonly error: string }

/** ipcMain: `handle` answers `invoke`, `on` hears `send`. */
export const createIpc = () => {
  const handlers = new Map<string, Handler>()
  const emitter = new EventEmitter()
  const ipcMain = {
    handle: (channel: string, handler: Handler): void => {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string): void => void handlers.delete(channel),
    on: (channel: string, listener: Handler): void => void emitter.on(channel, listener),
    once: (channel: string, listener: Handler): void => void emitter.once(channel, listener),
    off: (channel: string, listener: Handler): void => void emitter.off(channel, listener),
    removeListener: (channel: string, listener: Handler): void => void emitter.off(channel, listener),
    removeAllListeners: (channel?: string): void => void emitter.removeAllListeners(channel),
  }
  const receive = (
    event: object,
    channel: string,
    args: readonly unknown[],
    reply: ((result: IpcResult) => void) | null,
  ): void => {
    if (reply === null) return void emitter.emit(channel, event, ...args)
    const handler = handlers.get(channel)
    const run = async (): Promise<unknown> => {
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return handler(event, ...args)
    }
    run().then(
      (value) => reply({ value }),
      (error: unknown) => reply({ error: `Error invoking remote method '${channel}': ${String(error)}` }),
    )
  }
  return { ipcMain, receive }
}
export type Ipc = ReturnType<typeof createIpc>

import type { Log, SandboxHandle, StartSandbox } from '../../ports.ts'
import { AppError } from '../../../shared/errors.ts'

/** The sandboxes of the demo workspaces: one each, on a port of its own that stays the same while it is free. */
export interface DemoNetworks {
  /** Starts it, or answers with the one that runs. `url` null: any port. A taken port is left for another. */
  start(id: string, options: { readonly url: string | null; readonly speed: number }): Promise<string>
  setSpeed(id: string, speed: number): void
  /** Connections are refused from here on, as without a network. */
  stop(id: string): Promise<void>
  stopAll(): Promise<void>
}

/** All that a workspace of the demo speaks to is its sandbox. */
export const demoAddresses = (url: string) => ({ graphUrl: url, dialogUrl: url, ratesUrl: `${url}/rates` })

const portOf = (url: string | null): number => (url === null ? 0 : Number(new URL(url).port))

export const createDemoNetworks = ({
  startSandbox,
  stateFile,
  log,
}: {
  readonly startSandbox: StartSandbox
  readonly stateFile: (id: string) => string
  readonly log: Log
}): DemoNetworks => {
  const handles = new Map<string, Promise<SandboxHandle>>()

  const launch = async (id: string, port: number, speed: number): Promise<SandboxHandle> => {
    const options = { stateFile: stateFile(id), speed }
    try {
      return await startSandbox({ ...options, port })
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'portTaken') || port === 0) throw error
      log.write('warn', 'demo port taken', { port })
      return startSandbox({ ...options, port: 0 })
    }
  }

  const stop = async (id: string): Promise<void> => {
    const handle = handles.get(id)
    handles.delete(id)
    await (await handle?.catch(() => undefined))?.stop()
  }

  return {
    start: async (id, { url, speed }) => {
      const known = handles.get(id)
      if (known) return (await known).url
      const handle = launch(id, portOf(url), speed)
      handles.set(id, handle)
      try {
        return (await handle).url
      } catch (error) {
        handles.delete(id)
        throw error
      }
    },
    setSpeed: (id, speed) => {
      void handles.get(id)?.then(
        (handle) => handle.set({ speed }),
        () => undefined,
      )
    },
    stop,
    stopAll: async () => {
      await Promise.all([...handles.keys()].map(stop))
    },
  }
}

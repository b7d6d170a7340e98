import { join } from 'node:path'
import { startChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'

/** The one Chromium of this process: started when the first window needs it, again if it went away. */
export const createBrowser = (options: { profile: () => string; port: boolean }) => {
  let current: Promise<Chromium> | null = null
  const goneListeners: (() => void)[] = []
  return {
    get: (): Promise<Chromium> => {
      if (current) return current
      const started = startChromium(join(options.profile(), 'chromium'), options.port)
      current = started
      started.then(
        (chromium) =>
          void chromium.cdp.closed.then(() => {
            if (current !== started) return
            current = null
            for (const listener of goneListeners) listener()
          }),
        () => (current = null),
      )
      return started
    },
    running: (): Promise<Chromium> | null => current,
    onGone: (listener: () => void): void => void goneListeners.push(listener),
    close: async (): Promise<void> => {
      const closing = current
      current = null
      await closing?.then((chromium) => chromium.close()).catch(() => undefined)
    },
  }
}
export type Browser = ReturnType<typeof createBrowser>

import type { Page } from 'playwright'

/** What a window shows, by its own clock; and what its main thread had to do for it, by the processor's. */

const QUIET = 200
const LONGEST = 20_000

/**
 * From what `act` presses (a key, or the click of a button) to the frame that painted the last change of words under
 * `selector`, in ms. Throws when nothing changed there.
 */
export const pressToPaint = async (page: Page, selector: string, act: () => Promise<unknown>): Promise<number> => {
  await page.evaluate(
    ([wanted, quiet, longest]) => {
      const { promise, resolve } = Promise.withResolvers<number>()
      let start = 0
      let painted = 0
      let timer: ReturnType<typeof setTimeout> | undefined
      const begin = (event: Event): void => {
        start ||= event.timeStamp
      }
      const isOurs = ({ target, addedNodes }: MutationRecord): boolean =>
        Boolean((target instanceof Element ? target : target.parentElement)?.closest(wanted)) ||
        [...addedNodes].some((node) => node instanceof Element && (node.matches(wanted) || node.querySelector(wanted)))
      const done = (): void => {
        observer.disconnect()
        clearTimeout(timer)
        clearTimeout(end)
        for (const kind of ['keydown', 'click']) removeEventListener(kind, begin, true)
        resolve(start > 0 && painted > 0 ? painted - start : Number.NaN)
      }
      const observer = new MutationObserver((records) => {
        if (start === 0 || !records.some(isOurs)) return
        clearTimeout(timer)
        requestAnimationFrame(() => {
          // A message comes after the frame was painted.
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => {
            painted = performance.now()
            clearTimeout(timer)
            timer = setTimeout(done, quiet)
          })
          port1.start()
          port2.postMessage(null)
        })
      })
      const end = setTimeout(done, longest)
      for (const kind of ['keydown', 'click']) addEventListener(kind, begin, true)
      observer.observe(document, { subtree: true, childList: true, characterData: true })
      Object.assign(globalThis, { painted: promise })
    },
    [selector, QUIET, LONGEST] as const,
  )
  await act()
  const ms = await page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted)
  if (Number.isNaN(ms)) throw new Error(`nothing was painted anew in ${selector}`)
  return ms
}

interface Meter {
  /** Milliseconds of the processor that the page's main thread took for `act`. */
  cpu(act: () => Promise<unknown>): Promise<number>
  /** MiB of JavaScript that is in use once what is not needed is gone. */
  heap(): Promise<number>
  /** Turns the wheel by so many pixels at a place, `turns` times, a frame apart, without waiting for what is painted. */
  wheel(at: { readonly x: number; readonly y: number }, deltaY: number, turns: number): Promise<void>
}

const FRAME = 1000 / 60
const MIB = 2 ** 20

export const createMeter = async (page: Page): Promise<Meter> => {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metric = async (name: string): Promise<number> => {
    const { metrics } = await devTools.send('Performance.getMetrics')
    return metrics.find((each) => each.name === name)?.value ?? Number.NaN
  }
  return {
    cpu: async (act) => {
      const before = await metric('TaskDuration')
      await act()
      return ((await metric('TaskDuration')) - before) * 1000
    },
    heap: async () => {
      await devTools.send('HeapProfiler.collectGarbage')
      return (await metric('JSHeapUsedSize')) / MIB
    },
    wheel: async ({ x, y }, deltaY, turns) => {
      const start = performance.now()
      const sent: Promise<unknown>[] = []
      for (let turn = 0; turn < turns; turn++) {
        sent.push(devTools.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY }))
        const next = start + (turn + 1) * FRAME
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())))
      }
      await Promise.all(sent)
      // What comes after the last turn belongs to it.
      await page.waitForTimeout(400)
    },
  }
}

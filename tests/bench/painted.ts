import type { Page } from 'playwright'

/** What a window shows, by its own clock; and what its main thread had to do for it, by the processor's. */

const QUIET = 200
const LONGEST = 20_000

/** Milliseconds since the epoch, by the window's clock; null: it did not come. */
export interface Seen {
  /** The first key that was pressed, or button that was clicked. */
  readonly pressed: number | null
  /** The frame with the last change in sight under the selector, after which nothing changed there for a moment. */
  readonly painted: number | null
}

/** Looks at what `act` makes the page paint anew under `selector`. */
export const whatIsPainted = async (page: Page, selector: string, act: () => Promise<unknown>): Promise<Seen> => {
  await page.evaluate(
    ([wanted, quiet, longest]) => {
      const { promise, resolve } = Promise.withResolvers<Seen>()
      let pressed: number | null = null
      let painted: number | null = null
      let timer: ReturnType<typeof setTimeout> | undefined
      const press = (event: Event): void => {
        pressed ??= performance.timeOrigin + event.timeStamp
      }
      const placeOf = (cell: Element): string =>
        `${cell.parentElement?.getAttribute('data-row')} ${cell.getAttribute('data-column')}`
      /** Cells that nobody sees: looked up beforehand, because to ask for it then would make the page lay itself out. */
      const unseen = new Set(
        [...document.querySelectorAll(`${wanted} [data-column]`)].flatMap((cell) => {
          const { top, bottom, left, right } = cell.getBoundingClientRect()
          const box = cell.closest('[role=grid]')?.getBoundingClientRect()
          const isOut = box && (bottom <= box.top || top >= box.bottom || right <= box.left || left >= box.right)
          return isOut ? [placeOf(cell)] : []
        }),
      )
      const isSeen = (element: Element): boolean => {
        const cell = element.closest('[data-column]')
        return cell === null || !unseen.has(placeOf(cell))
      }
      const isOurs = ({ target, addedNodes }: MutationRecord): boolean => {
        const element = target instanceof Element ? target : target.parentElement
        if (element?.closest(wanted)) return isSeen(element)
        return [...addedNodes].some(
          (node) => node instanceof Element && (node.matches(wanted) || node.querySelector(wanted)),
        )
      }
      const done = (): void => {
        observer.disconnect()
        clearTimeout(timer)
        clearTimeout(end)
        for (const kind of ['keydown', 'click']) removeEventListener(kind, press, true)
        resolve({ pressed, painted })
      }
      const observer = new MutationObserver((records) => {
        if (!records.some(isOurs)) return
        clearTimeout(timer)
        requestAnimationFrame(() => {
          // A message comes after the frame was painted.
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => {
            painted = performance.timeOrigin + performance.now()
            clearTimeout(timer)
            timer = setTimeout(done, quiet)
          })
          port1.start()
          port2.postMessage(null)
        })
      })
      const end = setTimeout(done, longest)
      for (const kind of ['keydown', 'click']) addEventListener(kind, press, true)
      observer.observe(document, { subtree: true, childList: true, characterData: true })
      Object.assign(globalThis, { seen: promise })
    },
    [selector, QUIET, LONGEST] as const,
  )
  await act()
  return page.evaluate(() => (globalThis as unknown as { seen: Promise<Seen> }).seen)
}

/** From the press that `act` makes to the frame in which all that it changed was painted, in ms. */
export const pressToPaint = async (page: Page, selector: string, act: () => Promise<unknown>): Promise<number> => {
  const { pressed, painted } = await whatIsPainted(page, selector, act)
  if (pressed === null || painted === null) throw new Error(`nothing was painted anew in ${selector}`)
  return painted - pressed
}

/** Scrolls what `selector` names by so many pixels with each frame. */
export const scrollByFrames = (page: Page, selector: string, pixels: number, frames: number): Promise<void> =>
  page.evaluate(
    ([wanted, step, count]) =>
      new Promise<void>((resolve) => {
        const box = document.querySelector(wanted)
        let left = count
        const frame = (): void => {
          if (!box || left-- === 0) return resolve()
          box.scrollTop += step
          requestAnimationFrame(frame)
        }
        frame()
      }),
    [selector, pixels, frames] as const,
  )

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

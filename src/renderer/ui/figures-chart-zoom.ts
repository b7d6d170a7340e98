import type { Chart } from 'chart.js'
import type { KeyboardEvent } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Point } from './figures-chart-config.ts'

/** Which places are in sight. */
export interface View {
  readonly min: number
  readonly max: number
}

/** Places that stay in sight however far one zooms. */
const LEAST = 3

/** `factor` under 1 zooms in; what is at `centre` stays where it is. */
const zoomed = ({ min, max }: View, factor: number, centre: number, last: number): View => {
  const span = Math.min(last, Math.max(Math.min(last, LEAST), (max - min) * factor))
  const share = max > min ? (centre - min) / (max - min) : 0.5
  const from = Math.min(Math.max(0, centre - share * span), last - span)
  return { min: from, max: from + span }
}
const moved = ({ min, max }: View, by: number, last: number): View => {
  const step = Math.min(Math.max(by, -min), last - max)
  return { min: min + step, max: max + step }
}

type Live = Chart<'line', Point[]>

interface Zoom {
  /** Not all is in sight. */
  readonly isZoomed: boolean
  readonly press: (event: KeyboardEvent) => void
  readonly reset: () => void
  /** The bounds that a chart of this many places must have now; null: all. */
  readonly view: () => View | null
}

/**
 * Zooming and moving along a chart: wheel (with Ctrl, or where the chart has the focus), drag, two fingers, and the keys
 * +, −, 0 and arrows. `places`: a chart of others is shown whole again.
 */
export const useZoom = (chart: () => Live | null, canvas: HTMLCanvasElement | null, places: number): Zoom => {
  const last = Math.max(1, places - 1)
  const view = useRef<View | null>(null)
  const [isZoomed, setZoomed] = useState(false)

  const show = useCallback(
    (next: View): void => {
      const isAll = next.min <= 0 && next.max >= last
      view.current = isAll ? null : next
      setZoomed(!isAll)
      const live = chart()
      const x = live?.options.scales?.['x']
      if (!live || !x) return
      x.min = isAll ? 0 : next.min
      x.max = isAll ? last : next.max
      live.update('none')
    },
    [chart, last],
  )
  const current = useCallback((): View => view.current ?? { min: 0, max: last }, [last])
  const reset = useCallback(() => show({ min: 0, max: last }), [show, last])

  useEffect(() => {
    view.current = null
    setZoomed(false)
  }, [places])

  useEffect(() => {
    if (!canvas) return undefined
    const placeAt = (clientX: number): number =>
      chart()?.scales['x']?.getValueForPixel(clientX - canvas.getBoundingClientRect().left) ?? 0
    const perPixel = (): number => {
      const { min, max } = current()
      return (max - min) / Math.max(1, chart()?.chartArea.width ?? 1)
    }
    const wheel = (event: WheelEvent): void => {
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (isSideways && view.current) {
        event.preventDefault()
        show(moved(current(), (event.deltaX || event.deltaY) * perPixel(), last))
      } else if (!isSideways && (event.ctrlKey || event.metaKey || document.activeElement === canvas)) {
        event.preventDefault()
        show(
          zoomed(current(), Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 400), placeAt(event.clientX), last),
        )
      }
    }
    const pointers = new Map<number, number>()
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return
      pointers.set(event.pointerId, event.clientX)
      canvas.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent): void => {
      const before = pointers.get(event.pointerId)
      if (before === undefined) return
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId)
      if (other) {
        const [was, is] = [Math.abs(before - other[1]), Math.abs(event.clientX - other[1])]
        if (was > 0 && is > 0) show(zoomed(current(), was / is, placeAt((event.clientX + other[1]) / 2), last))
      } else if (view.current) show(moved(current(), (before - event.clientX) * perPixel(), last))
      pointers.set(event.pointerId, event.clientX)
    }
    const up = (event: PointerEvent): void => void pointers.delete(event.pointerId)
    canvas.addEventListener('wheel', wheel, { passive: false })
    canvas.addEventListener('pointerdown', down)
    canvas.addEventListener('pointermove', move)
    canvas.addEventListener('pointerup', up)
    canvas.addEventListener('pointercancel', up)
    return () => {
      canvas.removeEventListener('wheel', wheel)
      canvas.removeEventListener('pointerdown', down)
      canvas.removeEventListener('pointermove', move)
      canvas.removeEventListener('pointerup', up)
      canvas.removeEventListener('pointercancel', up)
    }
  }, [canvas, chart, current, show, last])

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { min, max } = current()
    const step = (max - min) / 8
    const next: Readonly<Record<string, View | undefined>> = {
      '+': zoomed(current(), 0.5, (min + max) / 2, last),
      '=': zoomed(current(), 0.5, (min + max) / 2, last),
      '-': zoomed(current(), 2, (min + max) / 2, last),
      '0': { min: 0, max: last },
      ArrowLeft: moved(current(), -step, last),
      ArrowRight: moved(current(), step, last),
      Home: moved(current(), -last, last),
      End: moved(current(), last, last),
    }
    const wanted = next[event.key]
    if (!wanted) return
    event.preventDefault()
    show(wanted)
  }
  return { isZoomed, press, reset, view: () => view.current }
}

import type { Plugin } from 'chart.js'
import type { ChartColours } from './chart-colours.ts'
import type { MarkKind } from './figures-chart-lines.ts'

/** Pixels under the axis in which marks are drawn. */
export const TICK_ROOM = 14
const SIZE = 4

export interface Drawn {
  readonly colours: ChartColours
  /** From this place on nothing is over yet. */
  readonly openFrom: number
  readonly marks: readonly { readonly place: number; readonly kind: MarkKind }[]
  /** Values of which not all is known. */
  readonly partial: readonly {
    readonly place: number
    readonly value: number
    readonly axis: string
    readonly colour: string
  }[]
}
/** Each kind has a form of its own; colour alone tells nothing to some. */
const glyphPath = (kind: MarkKind, x: number, y: number): Path2D => {
  const path = new Path2D()
  if (kind === 'activity') path.arc(x, y, SIZE - 0.5, 0, 2 * Math.PI)
  else if (kind === 'restated') path.rect(x - SIZE + 0.5, y - SIZE + 0.5, 2 * SIZE - 1, 2 * SIZE - 1)
  else {
    path.moveTo(x, y - SIZE - 0.5)
    path.lineTo(x + SIZE + 0.5, y)
    path.lineTo(x, y + SIZE + 0.5)
    path.lineTo(x - SIZE - 0.5, y)
    path.closePath()
  }
  return path
}

/** Pixels. */
const RING = 3
const STRIP = 3

/** First and last of the places that follow each other. */
const stretchesOf = (places: ReadonlySet<number>): readonly (readonly [number, number])[] => {
  const stretches: [number, number][] = []
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = stretches.at(-1)
    if (last?.[1] === place - 1) last[1] = place
    else stretches.push([place, place])
  }
  return stretches
}

/**
 * What is not over lies on a band, what is not known whole is a ring (or, where rings would lie on each other, a strip along
 * the axis), what happened stands under the axis.
 */
export const drawnBy = (now: () => Drawn): Plugin<'line'> => ({
  id: 'drawn',
  beforeDatasetsDraw: (chart) => {
    const options = now()
    const x = chart.scales['x']
    if (!x || options.openFrom > x.max) return
    const { ctx, chartArea } = chart
    // From the middle between the last that is over and the first that is not.
    const left = Math.max(chartArea.left, x.getPixelForValue(Math.max(x.min, options.openFrom - 0.5)))
    ctx.save()
    ctx.fillStyle = options.colours.band
    ctx.fillRect(left, chartArea.top, chartArea.right - left, chartArea.bottom - chartArea.top)
    ctx.restore()
  },
  afterDatasetsDraw: (chart) => {
    const options = now()
    const x = chart.scales['x']
    if (!x) return
    const { ctx, chartArea } = chart
    const colours: Readonly<Record<MarkKind, string>> = {
      edit: options.colours.accent,
      activity: options.colours.text,
      restated: options.colours.warn,
    }
    ctx.save()
    const stacked = new Map<number, number>()
    for (const { place, kind } of options.marks) {
      if (place < x.min || place > x.max) continue
      const many = stacked.get(place) ?? 0
      stacked.set(place, many + 1)
      const path = glyphPath(kind, x.getPixelForValue(place) + many * (2 * SIZE + 2), chartArea.bottom + SIZE + 5)
      if (kind === 'restated') {
        ctx.strokeStyle = colours[kind]
        ctx.lineWidth = 1.5
        ctx.stroke(path)
      } else {
        ctx.fillStyle = colours[kind]
        ctx.fill(path)
      }
    }
    const inSight = options.partial.filter(({ place }) => place >= x.min && place <= x.max)
    const step = x.width / Math.max(1, x.max - x.min)
    if (step < 2 * RING) {
      ctx.fillStyle = options.colours.warn
      for (const [first, last] of stretchesOf(new Set(inSight.map(({ place }) => place)))) {
        const left = Math.max(chartArea.left, x.getPixelForValue(first) - step / 2)
        const right = Math.min(chartArea.right, x.getPixelForValue(last) + step / 2)
        ctx.fillRect(left, chartArea.bottom - STRIP, right - left, STRIP)
      }
      return ctx.restore()
    }
    ctx.lineWidth = 1.5
    ctx.fillStyle = options.colours.surface
    for (const { place, value, axis, colour } of inSight) {
      const y = chart.scales[axis]
      if (!y) continue
      ctx.strokeStyle = colour
      ctx.beginPath()
      ctx.arc(x.getPixelForValue(place), y.getPixelForValue(value), RING, 0, 2 * Math.PI)
      ctx.fill()
      ctx.stroke()
    }
    ctx.restore()
  },
})

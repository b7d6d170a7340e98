import type { ChartColours } from './chart-colours.ts'
import { lookOf } from './figures-chart-config.ts'
import type { ChartLine, Shown } from './figures-chart-lines.ts'

/** Pixels of the screen around the chart. */
const PADDING = 16
const TITLE = 24
const ROW = 20
const KEY = 18

interface Picture {
  readonly canvas: HTMLCanvasElement
  readonly title: string
  readonly lines: readonly ChartLine[]
  readonly shown: Shown
  /** Beside the lines: what is dashed. */
  readonly before: string | null
  readonly colours: ChartColours
}

/** Where each name of the legend stands, row by row. */
const placed = (
  context: CanvasRenderingContext2D,
  names: readonly string[],
  width: number,
): { readonly x: number; readonly row: number }[] => {
  let x = 0
  let row = 0
  return names.map((name) => {
    const needs = KEY + 6 + context.measureText(name).width + 16
    if (x > 0 && x + needs > width) {
      x = 0
      row += 1
    }
    const place = { x, row }
    x += needs
    return place
  })
}

/** The chart as it is on the screen, with its title and legend, on the colour that it lies on: PNG as base64. */
export const pictureOf = ({ canvas, title, lines, shown, before, colours }: Picture): string => {
  const scale = canvas.width / Math.max(1, canvas.clientWidth)
  const width = canvas.clientWidth
  const target = document.createElement('canvas')
  const context = target.getContext('2d')
  if (!context) return ''
  const font = getComputedStyle(document.body).fontFamily
  const small = `12px ${font}`
  context.font = small
  const names = [...shown.lines.map(({ name }) => name), ...(before === null ? [] : [before])]
  const places = placed(context, names, width)
  const legend = ((places.at(-1)?.row ?? -1) + 1) * ROW
  const height = TITLE + legend + canvas.clientHeight

  target.width = Math.round((width + 2 * PADDING) * scale)
  target.height = Math.round((height + 2 * PADDING) * scale)
  context.scale(scale, scale)
  context.fillStyle = colours.ground
  context.fillRect(0, 0, width + 2 * PADDING, height + 2 * PADDING)
  context.translate(PADDING, PADDING)
  context.textBaseline = 'middle'
  context.fillStyle = colours.strong
  context.font = `600 13px ${font}`
  context.fillText(title, 0, TITLE / 2, width)
  context.font = small
  for (const [i, name] of names.entries()) {
    const { x, row } = places[i] ?? { x: 0, row: 0 }
    const line = shown.lines[i]
    const { colour, dash } = line ? lookOf(lines.indexOf(line), colours) : { colour: colours.text, dash: [3, 3] }
    const y = TITLE + row * ROW + ROW / 2
    context.strokeStyle = colour
    context.lineWidth = 2
    context.setLineDash([...dash])
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + KEY, y)
    context.stroke()
    context.fillText(name, x + KEY + 6, y)
  }
  context.drawImage(canvas, 0, TITLE + legend, width, canvas.clientHeight)
  return target.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}

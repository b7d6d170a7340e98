import type { Plugin } from 'chart.js'

/**
 * Keeps the picture of the lines: while only the pointer moves it is drawn again, with the points under the pointer and
 * the tooltip on it. Eight dashed lines of 400 points would take longer than a frame each time. `colourOf`: of a dataset.
 */
export const createStill = (colourOf: (dataset: number) => string): Plugin<'line'> => {
  let kept: HTMLCanvasElement | null = null
  /** The canvas holds the lines and nothing over them. */
  let isClean = false
  const forget = (): void => {
    kept = null
    isClean = false
  }
  const keep = (canvas: HTMLCanvasElement): void => {
    kept = document.createElement('canvas')
    kept.width = canvas.width
    kept.height = canvas.height
    kept.getContext('2d')?.drawImage(canvas, 0, 0)
  }
  return {
    id: 'still',
    afterUpdate: forget,
    resize: forget,
    afterDestroy: forget,
    afterDatasetsDraw: (chart) => {
      // A copy makes the canvas be painted at once: not before it is needed, unless a tooltip is about to cover it.
      isClean = chart.getActiveElements().length === 0
      if (!isClean) keep(chart.canvas)
    },
    beforeEvent: ({ canvas }) => {
      if (!kept && isClean) keep(canvas)
    },
    beforeDraw: (chart) => {
      const { ctx } = chart
      if (!kept) return true
      ctx.save()
      ctx.resetTransform()
      ctx.drawImage(kept, 0, 0)
      ctx.restore()
      for (const { datasetIndex, element } of chart.getActiveElements()) {
        ctx.fillStyle = colourOf(datasetIndex)
        ctx.beginPath()
        ctx.arc(element.x, element.y, 3.5, 0, 2 * Math.PI)
        ctx.fill()
      }
      // What lies over the chart, the tooltip, is drawn by others.
      chart.notifyPlugins('afterDraw')
      return false
    },
  }
}

import { expect, it } from 'vitest'
import { configurationOf } from '../../../src/renderer/ui/figures-chart-config.ts'
import type { ChartContent } from '../../../src/renderer/ui/figures-chart-config.ts'

const COLOURS = {
  series: ['#000'],
  text: '#000',
  strong: '#000',
  line: '#000',
  surface: '#fff',
  ground: '#fff',
  band: '#eee',
  accent: '#00f',
  warn: '#fa0',
}

const axisOf = (values: readonly (number | null)[]): string => {
  const line = {
    name: 'Spend',
    unit: 'USD',
    values,
    before: null,
    partial: null,
    axis: (value: number) => `$${value}`,
    text: String,
  }
  const content = {
    lines: [line],
    shown: { lines: [line], units: ['USD'] },
    labels: ['1', '2'],
    fullLabels: ['1', '2'],
    beforeLabels: null,
    marks: [],
    openFrom: 2,
    from: 0,
    everyTick: null,
    words: { notOver: '', partial: '', before: String, more: String },
  }
  const { options } = configurationOf(content as unknown as ChartContent, COLOURS)
  const ticks = options?.scales?.['y']?.ticks
  return String(ticks?.callback?.call({} as never, 0, 0, []))
}

it('says zero on the axis only where something was measured', () => {
  expect(axisOf([0, null])).toBe('$0')
  expect(axisOf([null, null])).toBe('')
})

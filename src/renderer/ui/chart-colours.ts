import { useEffect, useState } from 'react'

/** Colours as a canvas needs them: resolved, for the theme in use now. */
export interface ChartColours {
  readonly series: readonly string[]
  readonly text: string
  /** Of what is to be read first. */
  readonly strong: string
  readonly line: string
  readonly surface: string
  /** What charts lie on. */
  readonly ground: string
  /** What is not over. */
  readonly band: string
  readonly accent: string
  readonly warn: string
}

export const SERIES = 8
/** Each line has dashes of its own: colour alone tells nothing to some. */
export const DASHES: readonly (readonly number[])[] = [
  [],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [10, 4],
  [4, 4],
  [1, 3],
  [12, 3, 2, 3, 2, 3],
]

const read = (): ChartColours => {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const colours = {
    series: Array.from({ length: SERIES }, (_, index) => colour(`--chart-${index + 1}`)),
    text: colour('--text-3'),
    strong: colour('--text'),
    line: colour('--line'),
    surface: colour('--raised'),
    ground: colour('--surface'),
    band: colour('--hover'),
    accent: colour('--accent'),
    warn: colour('--warn'),
  }
  probe.remove()
  return colours
}

export const useChartColours = (): ChartColours => {
  const [colours, setColours] = useState(read)
  useEffect(() => {
    const again = (): void => setColours(read())
    const system = matchMedia('(prefers-color-scheme: dark)')
    const own = new MutationObserver(again)
    system.addEventListener('change', again)
    own.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
    return () => {
      system.removeEventListener('change', again)
      own.disconnect()
    }
  }, [])
  return colours
}

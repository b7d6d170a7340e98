import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { pathOfExtra } from './extras.ts'

/** AG Grid Community with the same rows and columns, all of them in the page's memory, on a page of its own of the same browser. */

export interface AgColumn {
  readonly name: string
  /** Pixels. */
  readonly width: number
  readonly unit: 'text' | 'money' | 'count' | 'percent' | 'decimal'
}
/** A cell a column, then the currency that amounts are in, which is written beside them. */
export type AgRow = readonly (string | number | null)[]

export interface AgGrid {
  readonly page: Page
  /** Makes it anew; the page is empty before. */
  mount(): Promise<void>
  clear(): Promise<void>
  /** Puts the focus on the header of a column. */
  focusHeader(at: number): Promise<void>
  close(): Promise<void>
}

/** In the page: what is used of it. */
interface Grid {
  destroy(): void
  setFocusedHeader(column: string): void
}
interface InPage {
  readonly agGrid: { createGrid(element: Element, options: object): Grid }
  rows: AgRow[]
  mount(): void
  grid: Grid | null
}

/** A part of them at a time, as a message cannot be as long as one likes. */
const CHUNK = 10_000

export const openAgGrid = async (
  browser: Browser,
  size: { readonly width: number; readonly height: number },
  columns: readonly AgColumn[],
  rows: readonly AgRow[],
): Promise<AgGrid> => {
  const context = await browser.newContext({ viewport: { width: size.width + 40, height: size.height + 40 } })
  const page = await context.newPage()
  await page.setContent(
    `<!doctype html><button id="mount">Mount</button><div id="grid" style="width:${size.width}px;height:${size.height}px"></div>`,
  )
  await page.addScriptTag({ path: join(dirname(pathOfExtra('ag-grid-community')), '..', 'ag-grid-community.min.js') })
  for (let from = 0; from < rows.length; from += CHUNK)
    await page.evaluate(
      (part) => {
        const here = globalThis as unknown as InPage
        here.rows = [...(here.rows ?? []), ...part]
      },
      rows.slice(from, from + CHUNK),
    )
  await page.evaluate((described) => {
    const here = globalThis as unknown as InPage
    const decimals = (most: number): Intl.NumberFormat =>
      new Intl.NumberFormat('en', { minimumFractionDigits: most, maximumFractionDigits: most })
    const [whole, two] = [decimals(0), decimals(2)]
    const percent = new Intl.NumberFormat('en', {
      style: 'percent',
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    })
    const write: Readonly<Record<string, (value: number, data: AgRow) => string>> = {
      money: (value, data) => `${two.format(value / 1_000_000)} ${data.at(-1)}`,
      count: (value) => whole.format(value),
      percent: (value) => percent.format(value),
      decimal: (value) => two.format(value),
    }
    const columnDefs = described.map(({ name, width, unit }, at) => ({
      colId: String(at),
      headerName: name,
      width,
      pinned: at === 0 ? 'left' : null,
      valueGetter: ({ data }: { data: AgRow }) => data[at],
      ...(unit === 'text'
        ? {}
        : {
            type: 'rightAligned',
            valueFormatter: ({ value, data }: { value: number | null; data: AgRow }) =>
              value === null ? '–' : write[unit]?.(value, data),
          }),
    }))
    here.grid = null
    here.mount = () => {
      here.grid = here.agGrid.createGrid(document.querySelector('#grid') ?? document.body, {
        columnDefs,
        rowData: here.rows,
        rowHeight: 28,
        headerHeight: 30,
        animateRows: false,
        defaultColDef: { sortable: true, sortingOrder: ['desc', 'asc'] },
      })
    }
    document.querySelector('#mount')?.addEventListener('click', () => here.mount())
  }, columns)
  return {
    page,
    mount: () => page.locator('#mount').click(),
    clear: () =>
      page.evaluate(() => {
        const here = globalThis as unknown as InPage
        here.grid?.destroy()
        here.grid = null
      }),
    focusHeader: async (at) => {
      await page.evaluate((column) => (globalThis as unknown as InPage).grid?.setFocusedHeader(column), String(at))
      // It comes into sight first.
      await page.waitForTimeout(100)
    },
    close: () => context.close(),
  }
}

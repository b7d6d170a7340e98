import type { Bridge, CallName, Input, Output } from '../../src/shared/contract/contract.ts'
import type { Theme } from '../../src/shared/domain/connection.ts'
import type { Launched } from './launched.ts'

/** Told by `scripts/with-keyring.ts`: where there is no keyring a token does not outlive the program. */
export const hasKeyring = process.env['BUYDESK_KEYRING'] !== 'none'

/** What a person does with the window, in their words; shared by the end-to-end tests and the demo. */
export const createPerson = (app: Launched) => {
  const { page } = app

  /** The window's own question to the main side, for checking what is shown against what is known. */
  const ask = async <Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
    const answer = await page.evaluate(
      ([call, value]) => (globalThis as unknown as { buydesk: Bridge }).buydesk.invoke(call, value as never),
      [name, input] as const,
    )
    if (!answer.ok) throw new Error(`${name}: ${answer.code} ${JSON.stringify(answer.data)}`)
    return answer.value as Output<Name>
  }

  const until = async <T>(what: string, look: () => Promise<T | null | undefined | false>, ms = 60_000): Promise<T> => {
    const end = Date.now() + ms
    for (;;) {
      const seen = await look()
      if (seen !== null && seen !== undefined && seen !== false) return seen
      if (Date.now() > end) throw new Error(`${what} did not come within ${ms / 1000} s\n${app.output()}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  return {
    ask,
    until,

    /** From the first screen to the list of accounts; `untick` are scopes the person refuses. */
    signInToDemo: async (
      options: { readonly untick?: readonly string[]; readonly onPage?: (name: string) => Promise<void> } = {},
    ): Promise<void> => {
      const demo = page.getByRole('button', { name: 'Try the demo workspace' })
      await demo.waitFor()
      if (!hasKeyring) await page.getByRole('button', { name: 'Keep the token in memory until quit' }).click()
      await demo.click()
      const dialog = await app.signInPage()
      await options.onPage?.('login')
      await dialog.getByRole('button', { name: /^Continue/ }).click()
      await dialog.getByRole('checkbox').first().waitFor()
      for (const scope of options.untick ?? []) await dialog.locator(`input[value="${scope}"]`).uncheck()
      await options.onPage?.('consent')
      await dialog.getByRole('button', { name: /^Continue/ }).click()
      await page.getByRole('heading', { name: 'Choose the accounts to watch' }).waitFor()
    },

    /** Watches every account that is listed and opens the overview. */
    watchAll: async (onPage?: (name: string) => Promise<void>): Promise<void> => {
      const all = page.getByRole('checkbox', { name: 'Watch all shown' })
      await all.waitFor()
      await all.click()
      const watch = page.getByRole('button', { name: /^Watch \d+ accounts$/ })
      await watch.waitFor()
      await onPage?.('accounts')
      await watch.click()
      const open = page.getByRole('button', { name: 'Open the overview' })
      await open.waitFor()
      await onPage?.('done')
      await open.click()
      await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor()
    },

    goTo: async (room: string): Promise<void> => {
      await page.getByRole('navigation', { name: 'Rooms' }).getByText(room, { exact: true }).click()
      await page.getByRole('heading', { name: room, exact: true, level: 1 }).waitFor()
    },

    /**
     * The rows of a grid that are drawn, top first, each by the words of its columns; `Total` is the last where there is one.
     * Cells out of sight are empty: the grid is looked at from its start to its end.
     */
    table: (label: string): Promise<Readonly<Record<string, string>>[]> =>
      page.getByRole('grid', { name: label }).evaluate(async (grid) => {
        const drawn = (): Promise<void> =>
          new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
        // Each element's words with a space around. `innerText` would have the whole table laid out for every cell.
        const wordsOf = (node: Node): string => {
          if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
          return node instanceof HTMLElement && !node.hidden ? ` ${[...node.childNodes].map(wordsOf).join('')} ` : ''
        }
        const found = new Map<number, string[]>()
        const read = (): void => {
          for (const row of grid.querySelectorAll('[role=row]')) {
            const at = Number(row.getAttribute('aria-rowindex'))
            const texts = [...row.children].map((cell) => wordsOf(cell).replaceAll(/\s+/g, ' ').trim())
            found.set(
              at,
              texts.map((text, column) => text || (found.get(at)?.[column] ?? '')),
            )
          }
        }
        await drawn()
        const { scrollLeft: before, scrollWidth, clientWidth } = grid
        read()
        for (let left = 0; left < scrollWidth - clientWidth;) {
          left = Math.min(left + clientWidth / 2, scrollWidth - clientWidth)
          grid.scrollLeft = left
          await drawn()
          read()
        }
        grid.scrollLeft = before
        await drawn()
        const [head = [], ...rows] = [...found].toSorted(([a], [b]) => a - b).map(([, texts]) => texts)
        return rows.map((row) => Object.fromEntries(row.map((text, column) => [head[column] ?? '', text])))
      }),

    choosePeriod: (name: string): Promise<void> => page.getByRole('radio', { name, exact: true }).click(),

    /** Ticks entries of one of a room's filter menus. */
    tick: async (menu: RegExp, ...names: string[]): Promise<void> => {
      await page.getByRole('main').getByRole('button', { name: menu }).click()
      for (const name of names) await page.getByRole('menuitemcheckbox', { name }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
    },

    setTheme: async (theme: Theme): Promise<void> => {
      await ask('app.setPreferences', { theme })
      await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
      // Colours fade for 120 ms.
      await page.waitForTimeout(200)
    },

    /** What the clipboard holds, as another program would get it. */
    pasted: async (): Promise<string> => {
      await page.evaluate(() => {
        const box = document.body.appendChild(document.createElement('textarea'))
        box.id = 'pasted'
        box.focus()
      })
      await page.keyboard.press('Control+v')
      return page.evaluate(() => {
        const box = document.querySelector<HTMLTextAreaElement>('#pasted')
        const text = box?.value ?? ''
        box?.remove()
        return text
      })
    },

    /** The first sync is done and every watched account has figures. */
    figuresAreThere: () =>
      until('the first figures', async () => {
        const runs = await ask('sync.history', { limit: 50 })
        const { dataAt } = await ask('app.status', undefined)
        return dataAt !== null && runs.some(({ kind, outcome }) => kind === 'sync' && outcome === 'done')
      }),
  }
}

export type Person = ReturnType<typeof createPerson>

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type WithAxe = { readonly axe?: { run(context: object, options: object): Promise<AxeResults> } }

/** Until nothing moves that comes to rest: the tint of a figure that changed, a popup that opens. */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  )

/** What axe finds wrong with what is shown now, a line each. Menus lie outside of the landmarks by nature. */
export const violations = async (page: Page): Promise<string[]> => {
  await settled(page)
  if (!(await page.evaluate(() => (globalThis as WithAxe).axe !== undefined))) await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as WithAxe
    if (!axe) throw new Error('axe is not there')
    // What hands the focus on at once at the ends of a popup is nothing that anybody rests on.
    const { violations: all } = await axe.run(
      { exclude: ['[data-base-ui-focus-guard]'] },
      {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    )
    const isInMenu = (target: string): boolean =>
      target.includes('base-ui') || (document.querySelector(target)?.closest('[role=menu]') ?? null) !== null
    return all.filter(({ id, nodes }) => id !== 'region' || !nodes.every(({ target }) => isInMenu(String(target[0]))))
  })
  return found.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n').at(-1)?.trim() ?? ''}`),
  )
}

/** Controls that lie outside of the window or are cut off by what is around them, and scrolling of the page itself. */
export const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement
    const found: string[] = []
    if (root.scrollWidth > root.clientWidth)
      found.push(`page scrolls by ${root.scrollWidth - root.clientWidth} px sideways`)
    if (root.scrollHeight > root.clientHeight) found.push(`page scrolls by ${root.scrollHeight - root.clientHeight} px`)
    const scrolls = (style: CSSStyleDeclaration): boolean => /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)
    const hides = (style: CSSStyleDeclaration): boolean => /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`)
    for (const control of document.querySelectorAll<HTMLElement>(
      'button, input, [role=tab], [role=radio], [role=switch], [role=checkbox]',
    )) {
      if (
        !control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
        control.closest('[aria-hidden=true]')
      )
        continue
      const rect = control.getBoundingClientRect()
      if (rect.width <= 1 || rect.height <= 1) continue
      let box = { left: 0, top: 0, right: root.clientWidth, bottom: root.clientHeight }
      for (let around = control.parentElement; around; around = around.parentElement) {
        const style = getComputedStyle(around)
        // Inside of what scrolls everything can be reached.
        if (scrolls(style)) box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }
        if (scrolls(style)) break
        if (!hides(style)) continue
        const edge = around.getBoundingClientRect()
        box = {
          left: Math.max(box.left, edge.left),
          top: Math.max(box.top, edge.top),
          right: Math.min(box.right, edge.right),
          bottom: Math.min(box.bottom, edge.bottom),
        }
      }
      if (
        rect.left < box.left - 1 ||
        rect.top < box.top - 1 ||
        rect.right > box.right + 1 ||
        rect.bottom > box.bottom + 1
      ) {
        found.push(
          `${control.tagName.toLowerCase()} “${control.getAttribute('aria-label') ?? control.textContent?.trim() ?? ''}” is cut off`,
        )
      }
    }
    return found
  })

/** Words left in Latin letters alone; `names` of people and things, of the field and of Meta are the same everywhere. */
export const untranslated = (page: Page, names: readonly string[]): Promise<string[]> =>
  page.evaluate((known) => {
    const same =
      /Buydesk|Meta|Demo|Graph|Marketing|API|CT[RC]|CP[CMA]|ROAS|ThruPlay|Hook rate|Hold rate|Ads Manager|Esc|Ctrl|Shift|Enter|Space|Tab|F6|English|Chromium|Electron|MIT|USD|EUR|GBP|KZT|JPY|PLN|https?:\S+|\S+_\S+|Stop loss|v\d+\.\d+/g
    const found = new Set<string>()
    const look = (text: string | null | undefined): void => {
      const isOurs = text && !/[а-яё]/i.test(text) && !known.includes(text.trim())
      if (isOurs && /[A-Za-z]{3,}/.test(text.replaceAll(/\u2068[^\u2069]*\u2069/g, '').replaceAll(same, '')))
        found.add(text.trim().slice(0, 80))
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (
        !parent ||
        parent.closest('bdi, code, [data-text], [role=gridcell], td, kbd, option, canvas, li label, [aria-hidden=true]')
      )
        continue
      look(node.textContent)
    }
    for (const element of document.querySelectorAll(
      'button[aria-label], input[placeholder], [role=grid][aria-label], nav[aria-label], table[aria-label]',
    )) {
      look(element.getAttribute('aria-label') ?? element.getAttribute('placeholder'))
    }
    return [...found]
  }, names)

/** Closes what was just said in the corner: it keeps the language it was said in. */
export const closeMessages = async (page: Page): Promise<void> => {
  const close = page
    .getByLabel(/^(Message|Сообщение)$/)
    .getByRole('button', { name: /^(Close|Закрыть)$/, includeHidden: true })
  // One that goes by itself at that moment needs no click.
  while ((await close.count()) > 0)
    await close
      .first()
      .click({ timeout: 1000 })
      .catch(() => undefined)
}

import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Session } from 'electron'
import Store from 'electron-store'
import { z } from 'zod'
import { pagePreferences } from './our-page.ts'
import { START_URL } from './scheme.ts'
import { confine } from './security.ts'

const placeShape = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(100).max(20_000),
  height: z.int().min(100).max(20_000),
  maximized: z.boolean(),
})
type Place = z.output<typeof placeShape>
const idShape = z.string().regex(/^[a-z0-9]{1,16}$/)
const keptShape = z.array(z.object({ id: idShape, place: placeShape.nullable() })).max(64)
interface Kept {
  readonly id: string
  readonly place: Place | null
}

/** The first window; others are numbered from 2. */
const MAIN = 'main'
/** More windows than this are an accident. */
const MOST = 12
/** A new window lies beside the one that it was opened from. */
const BESIDE = 32

const background = (): string => (nativeTheme.shouldUseDarkColors ? '#131518' : '#f3f4f6')

/** A place is used only where most of its title bar is still on a screen. */
const onScreen = ({ x, y, width }: Place): boolean =>
  screen.getAllDisplays().some(({ workArea }) => {
    const seen = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x)
    return seen > width / 2 && y >= workArea.y && y < workArea.y + workArea.height - 40
  })

/** What a page is told by its address: which window it is, whose view it begins with, and where a link leads. */
export interface Opening {
  readonly from?: string
  readonly link?: string
}

interface Needs {
  readonly folder: string
  readonly preload: string
  readonly icon: string
  readonly session: Session
  readonly staysInTray: () => boolean
  readonly isQuitting: () => boolean
  readonly onGone: (reason: string) => void
  /** A window was closed by a person, the program goes on. */
  readonly onClosed: (id: string) => void
}

/**
 * The windows of the program, each with its own view. Closing one of several closes it for good; the last one hides while
 * `staysInTray()`, else closing it ends the application through Electron's own `window-all-closed`.
 */
export const createWindows = (needs: Needs) => {
  const store = new Store<{ windows?: unknown; place?: unknown }>({
    name: 'window',
    cwd: needs.folder,
    clearInvalidConfig: true,
  })
  /** Those that were open when the program was last ended, in order. */
  const remembered = (): readonly Kept[] => {
    const { data } = keptShape.safeParse(store.get('windows'))
    if (data && data.length > 0) return data
    // Before there were several.
    const place = placeShape.safeParse(store.get('place'))
    return [{ id: MAIN, place: place.success ? place.data : null }]
  }
  let kept: readonly Kept[] = remembered()
  /** The one that was used last is the last. */
  const windows = new Map<string, BrowserWindow>()

  const keep = (next: readonly Kept[]): void => {
    kept = next
    store.set('windows', next)
    store.delete('place')
  }
  const remember = (id: string, window: BrowserWindow): void => {
    const place: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    const own: Kept = { id, place }
    keep(kept.some((each) => each.id === id) ? kept.map((each) => (each.id === id ? own : each)) : [...kept, own])
  }
  const front = (): BrowserWindow | null => [...windows.values()].at(-1) ?? null
  const toFront = (id: string, window: BrowserWindow): void => {
    windows.delete(id)
    windows.set(id, window)
  }

  const open = (id: string, place: Place | null, opening: Opening = {}): BrowserWindow => {
    const opened = new BrowserWindow({
      width: place?.width ?? 1280,
      height: place?.height ?? 800,
      ...(place && onScreen(place) ? { x: place.x, y: place.y } : {}),
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Buydesk',
      icon: needs.icon,
      backgroundColor: background(),
      autoHideMenuBar: true,
      webPreferences: pagePreferences(needs),
    })
    windows.set(id, opened)
    confine(opened.webContents)
    if (place?.maximized) opened.maximize()
    const recolour = (): void => opened.setBackgroundColor(background())
    nativeTheme.on('updated', recolour)
    opened.once('ready-to-show', () => opened.show())
    opened.on('focus', () => toFront(id, opened))
    opened.on('close', (event) => {
      remember(id, opened)
      if (needs.isQuitting()) return
      if (windows.size > 1) keep(kept.filter((each) => each.id !== id))
      else if (needs.staysInTray()) {
        event.preventDefault()
        opened.hide()
      }
    })
    opened.on('closed', () => {
      nativeTheme.off('updated', recolour)
      windows.delete(id)
      needs.onClosed(id)
    })
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      needs.onGone(reason)
      if (reason !== 'clean-exit') opened.webContents.reload()
    })
    const query = new URLSearchParams({ window: id, ...opening })
    opened.loadURL(`${START_URL}?${query}`).catch((error: unknown) => needs.onGone(String(error)))
    return opened
  }

  const bring = (window: BrowserWindow): void => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const send = (window: BrowserWindow, channel: string, args: readonly unknown[]): void => {
    if (!window.isDestroyed()) window.webContents.send(channel, ...args)
  }
  /** Those of the last time, or the first one. Where a link leads is told to the first of them. */
  const openAll = (link: string | null): void => {
    for (const [i, { id, place }] of kept.slice(0, MOST).entries())
      open(id, place, i === 0 && link !== null ? { link } : {})
  }

  return {
    /** Brings the window that was used last to the front, and makes those of the last time when there is none. */
    show: (link: string | null = null): void => {
      const window = front()
      if (window) bring(window)
      else openAll(link)
    },
    isOpen: (): boolean => windows.size > 0,
    /** One more, beside `from` and with its view. */
    openNew: (from: string): void => {
      const beside = windows.get(from)
      if (windows.size >= MOST) {
        const window = front()
        if (window) bring(window)
        return
      }
      const taken = new Set([...windows.keys(), ...kept.map(({ id }) => id)])
      const free = Array.from({ length: MOST + 1 }, (_, i) => String(i + 2)).find((id) => !taken.has(id)) ?? MAIN
      const bounds = beside?.getNormalBounds()
      const place = bounds && { ...bounds, x: bounds.x + BESIDE, y: bounds.y + BESIDE, maximized: false }
      remember(free, open(free, place ?? null, beside ? { from } : {}))
    },
    sendToAll: (channel: string, ...args: unknown[]): void => {
      for (const window of windows.values()) send(window, channel, args)
    },
    sendToFront: (channel: string, ...args: unknown[]): void => {
      const window = front()
      if (window) send(window, channel, args)
    },
    current: front,
  }
}
export type Windows = ReturnType<typeof createWindows>

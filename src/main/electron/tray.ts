import { join } from 'node:path'
import { Menu, Tray, nativeImage } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { Log, TrayMenuItem, TrayView } from '../ports.ts'

/** Pictures exist for 1 to 9; more is 9+. */
const imageName = ({ severity, count }: Pick<TrayView, 'severity' | 'count'>): string =>
  severity === 'none' || count === 0 ? 'neutral.png' : `${severity}-${count > 9 ? 'many' : count}.png`

const entry = (item: TrayMenuItem | null): MenuItemConstructorOptions =>
  item === null
    ? { type: 'separator' }
    : {
        label: item.label,
        enabled: item.enabled ?? true,
        ...(item.items ? { submenu: item.items.map(entry) } : {}),
        ...(item.checked === undefined ? {} : { type: 'checkbox' as const, checked: item.checked }),
        ...(item.run ? { click: item.run } : {}),
      }

/** The tray icon, made with the first view. Some desktops have no tray: then there is none and the window is enough. */
export const createTray = (needs: { images: string; onClick: () => void; log: Log }) => {
  let tray: Tray | null = null
  let impossible = false
  let shown = ''

  return {
    show: (view: TrayView): void => {
      if (impossible) return
      const name = imageName(view)
      const image = nativeImage.createFromPath(join(needs.images, name))
      try {
        if (tray === null) {
          tray = new Tray(image)
          tray.on('click', needs.onClick)
        } else if (name !== shown) {
          tray.setImage(image)
        }
        shown = name
        tray.setToolTip(view.tooltip)
        tray.setContextMenu(Menu.buildFromTemplate(view.menu.map(entry)))
      } catch (error) {
        impossible = tray === null
        needs.log.write('warn', 'The tray cannot be shown', { error })
      }
    },
    exists: (): boolean => tray !== null,
    remove: (): void => {
      tray?.destroy()
      tray = null
    },
  }
}

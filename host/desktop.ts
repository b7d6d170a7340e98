import { existsSync, readFileSync } from 'node:fs'
import { KnownEvents, hostEvent } from './emitter.ts'
import { onlyKeys, strict } from './strict.ts'

/**
 * What the application shows on the desktop outside its windows. Chromium has no such thing, so it is kept here, where
 * tests look at it and click it.
 */

export class NativeImage {
  readonly hostPath: string

  constructor(path: string) {
    this.hostPath = path
  }
  isEmpty(): boolean {
    return !existsSync(this.hostPath)
  }
  toPNG(): Buffer {
    return readFileSync(this.hostPath)
  }
  getSize(): { width: number; height: number } {
    const png = this.toPNG()
    return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
  }
  /** Pictures for sharper screens have no use here. */
  addRepresentation(_representation: object): void {}
  setTemplateImage(_template: boolean): void {}
}

/** What goes into the clipboard: pictures alone, there is no other use for it yet. */
export class ClipboardItem {
  readonly hostPng: Blob

  constructor(items: Readonly<Record<string, Blob>>) {
    onlyKeys('ClipboardItem', items, ['image/png'])
    const png = items['image/png']
    if (!png) throw new TypeError('A ClipboardItem needs an entry')
    this.hostPng = png
  }
}

interface MenuItemOptions {
  readonly label?: string
  readonly type?: string
  readonly checked?: boolean
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly role?: string
  readonly accelerator?: string
  readonly click?: (item: object) => void
  readonly submenu?: readonly MenuItemOptions[]
}
export interface MenuItemView {
  readonly label: string
  readonly type: string
  readonly checked: boolean
  readonly enabled: boolean
  readonly items: readonly MenuItemView[]
}

const MENU_ITEM_OPTIONS = [
  'label',
  'type',
  'checked',
  'enabled',
  'visible',
  'role',
  'accelerator',
  'click',
  'submenu',
  'id',
]
const view = (item: MenuItemOptions): MenuItemView => ({
  label: item.label ?? '',
  type: item.type ?? (item.submenu ? 'submenu' : 'normal'),
  checked: item.checked ?? false,
  enabled: item.enabled ?? true,
  items: (item.submenu ?? []).map(view),
})

export class Menu {
  readonly hostItems: readonly MenuItemOptions[]

  constructor(items: readonly MenuItemOptions[] = []) {
    this.hostItems = items
  }
  static buildFromTemplate(template: readonly MenuItemOptions[]): Menu {
    const check = (items: readonly MenuItemOptions[]): void => {
      for (const item of items) {
        onlyKeys('MenuItem', item, MENU_ITEM_OPTIONS)
        check(item.submenu ?? [])
      }
    }
    check(template)
    return strict('Menu', new Menu(template))
  }
  static setApplicationMenu(_menu: Menu | null): void {}
}

export interface TrayRecord {
  readonly image: string
  readonly tooltip: string
  readonly title: string
  readonly menu: readonly MenuItemView[]
}

interface SaveOptions {
  readonly title?: string
  readonly defaultPath?: string
  readonly filters?: readonly { readonly name: string; readonly extensions: readonly string[] }[]
}

export const createDesktop = () => {
  let tray: HostTray | null = null
  const remember = (made: HostTray): void => void (tray = made)
  const saveDialogs: string[] = []
  let copied: ClipboardItem | null = null
  const saveAnswers: (string | null)[] = []
  const notifications: { readonly title: string; readonly body: string; readonly click: () => void }[] = []

  class HostTray extends KnownEvents {
    hostImage: NativeImage
    hostTooltip = ''
    hostTitle = ''
    hostMenu: Menu | null = null
    hostDestroyed = false

    constructor(image: NativeImage | string) {
      super('Tray', ['click', 'double-click', 'right-click', 'balloon-click'])
      this.hostImage = typeof image === 'string' ? new NativeImage(image) : image
      remember(this)
      return strict<HostTray>('Tray', this)
    }
    setImage(image: NativeImage | string): void {
      this.hostImage = typeof image === 'string' ? new NativeImage(image) : image
    }
    setToolTip(text: string): void {
      this.hostTooltip = text
    }
    setTitle(text: string): void {
      this.hostTitle = text
    }
    setContextMenu(menu: Menu | null): void {
      this.hostMenu = menu
    }
    isDestroyed(): boolean {
      return this.hostDestroyed
    }
    destroy(): void {
      this.hostDestroyed = true
      if (tray === this) tray = null
    }
  }

  class HostNotification extends KnownEvents {
    readonly #title: string
    readonly #body: string

    constructor(options: { title?: string; body?: string } = {}) {
      super('Notification', ['show', 'click', 'close', 'failed'])
      onlyKeys('Notification', options, ['title', 'body', 'silent', 'icon', 'urgency', 'timeoutType'])
      this.#title = options.title ?? ''
      this.#body = options.body ?? ''
      return strict<HostNotification>('Notification', this)
    }
    static isSupported(): boolean {
      return true
    }
    show(): void {
      notifications.push({ title: this.#title, body: this.#body, click: () => this.emit('click', hostEvent({})) })
      this.emit('show', hostEvent({}))
    }
    close(): void {
      this.emit('close', hostEvent({}))
    }
  }

  const find = (items: readonly MenuItemOptions[], path: readonly string[]): MenuItemOptions => {
    const item = items.find((one) => one.label === path[0])
    if (!item)
      throw new Error(
        `The tray menu has no item '${path.join(' > ')}': ${items.map((one) => one.label ?? '-').join(', ')}`,
      )
    return path.length === 1 ? item : find(item.submenu ?? [], path.slice(1))
  }

  /** There is no dialog of the system: who controls this process says what is chosen, else the proposal is. */
  const showSaveDialog = async (
    ...given: [options: SaveOptions] | [window: object, options: SaveOptions]
  ): Promise<{ canceled: boolean; filePath: string }> => {
    const options = given.length === 2 ? given[1] : given[0]
    onlyKeys('dialog.showSaveDialog', options, ['title', 'defaultPath', 'filters', 'buttonLabel'])
    const proposal = options.defaultPath ?? ''
    saveDialogs.push(proposal)
    const answer = saveAnswers.length > 0 ? saveAnswers.shift() : proposal
    return answer ? { canceled: false, filePath: answer } : { canceled: true, filePath: '' }
  }

  /** The clipboard of this process: the system's is left alone. */
  const writeClipboard = async ([item, ...others]: readonly ClipboardItem[]): Promise<void> => {
    if (!item || others.length > 0) throw new Error('The stand-in clipboard holds one item')
    copied = item
  }

  return {
    writeClipboard,
    copiedPicture: async (): Promise<string | null> =>
      copied && Buffer.from(await copied.hostPng.arrayBuffer()).toString('base64'),
    showSaveDialog,
    saveNextTo: (path: string | null): void => void saveAnswers.push(path),
    saveDialogs: (): readonly string[] => saveDialogs,
    Tray: HostTray,
    Notification: HostNotification,
    tray: (): TrayRecord | null =>
      tray && {
        image: tray.hostImage.hostPath,
        tooltip: tray.hostTooltip,
        title: tray.hostTitle,
        menu: (tray.hostMenu?.hostItems ?? []).map(view),
      },
    clickTray: (): void => void tray?.emit('click', hostEvent({})),
    clickTrayMenu: (path: readonly string[]): void => {
      const item = find(tray?.hostMenu?.hostItems ?? [], path)
      if (item.enabled === false) throw new Error(`The tray menu item '${path.join(' > ')}' is disabled`)
      item.click?.(item)
    },
    notifications: (): { title: string; body: string }[] => notifications.map(({ title, body }) => ({ title, body })),
    clickNotification: (index: number): void => notifications.at(index)?.click(),
  }
}

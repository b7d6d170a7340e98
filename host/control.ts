import type { TrayRecord } from './desktop.ts'

interface WindowRecord {
  readonly id: number
  readonly title: string
  readonly url: string
  readonly targetId: string | null
  readonly visible: boolean
  readonly focused: boolean
}

/** What a test that started this process may ask. */
export interface Control {
  /** DevTools address of the Chromium, for a second client; starts it when it does not run. */
  endpoint(): Promise<string | null>
  windows(): readonly WindowRecord[]
  /** As the person would: the application may refuse and hide it. */
  closeWindow(id: number): void
  tray(): TrayRecord | null
  clickTray(): void
  clickTrayMenu(path: readonly string[]): void
  notifications(): readonly { readonly title: string; readonly body: string }[]
  clickNotification(index: number): void
  /** Addresses given to shell.openExternal. */
  opened(): readonly string[]
  /** Files shown in their folders. */
  revealed(): readonly string[]
  /** What the person chooses in the next dialog for saving; null: cancels it. Without a word the default is taken. */
  saveNextTo(path: string | null): void
  /** Names that dialogs for saving proposed. */
  saveDialogs(): readonly string[]
  /** The PNG that was put into the clipboard last, as base64; null: none. */
  copiedPicture(): Promise<string | null>
  systemDark(dark: boolean): void
  power(event: 'suspend' | 'resume'): void
  quit(): void
}
export type ControlName = keyof Control
export interface ControlRequest {
  readonly control: number
  readonly name: ControlName
  readonly args: readonly unknown[]
}
export type ControlAnswer = { readonly control: number } & ({ readonly value: unknown } | { readonly error: string })

/**
 * Answers over the channel that Node opens between a parent and its child: no port, and nobody but the parent can
 * speak. When the parent goes away, so does this process.
 */
export const listen = (control: Control & { parentGone(): void }): void => {
  process.on('message', (message: ControlRequest) => {
    const { control: id, name, args } = message
    const run = async (): Promise<unknown> => (control[name] as (...given: readonly unknown[]) => unknown)(...args)
    run().then(
      (value) => process.send?.({ control: id, value: value ?? null }),
      (error: unknown) =>
        process.send?.({ control: id, error: error instanceof Error ? error.message : String(error) }),
    )
  })
  process.on('disconnect', () => control.parentGone())
  process.channel?.unref()
}

import type { Alert } from '../../../shared/domain/alerts.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import { words } from '../../../shared/words/words.ts'
import type { Emit, Log, Shell } from '../../ports.ts'
import { trayView } from './view.ts'
import type { TrayActions, TrayWorkspace } from './view.ts'

export type { TrayWorkspace } from './view.ts'

export interface Tray {
  /** Shows what is so now. Calls that come while one is under way become one more. Never throws. */
  refresh(): Promise<void>
  /** One notification for all of them, unless the person wants none. A click leads to the alert. */
  notify(workspace: { readonly id: string; readonly name: string }, opened: readonly Alert[]): void
}

export interface TrayNeeds {
  readonly shell: Pick<Shell, 'tray' | 'notify' | 'showWindow' | 'quit'>
  readonly emit: Emit
  readonly log: Log
  /** The language in use now. */
  locale(): Locale
  /** Whether the person wants notifications. */
  notifications(): boolean
  /** All workspaces that are open, as they are now. */
  workspaces(): Promise<readonly TrayWorkspace[]>
  switchTo(id: string): Promise<void> | void
  setPaused(id: string, paused: boolean): Promise<void> | void
}

export const createTray = (needs: TrayNeeds): Tray => {
  const { shell, emit, log } = needs
  let known: readonly TrayWorkspace[] = []
  let running: Promise<void> | null = null
  let again = false

  /** A menu or a notification has nobody to tell of a failure but the log. */
  const attempt = (what: string, run: () => Promise<void> | void): void => {
    Promise.resolve()
      .then(run)
      .catch((error: unknown) => log.write('warn', `tray: ${what} failed`, { reason: String(error) }))
  }

  const open = (workspaceId: string, alertId: string | null): void =>
    attempt('open', async () => {
      if (!known.find(({ id }) => id === workspaceId)?.active) await needs.switchTo(workspaceId)
      shell.showWindow()
      emit('app.open', { room: 'alerts', id: alertId })
    })

  const actions: TrayActions = {
    open,
    show: () => shell.showWindow(),
    switchTo: (id) =>
      attempt('switch', async () => {
        await needs.switchTo(id)
        shell.showWindow()
      }),
    setPaused: (paused) =>
      attempt('pause', async () => {
        for (const { id } of known) await needs.setPaused(id, paused)
        await refresh()
      }),
    quit: () => shell.quit(),
  }

  const draw = async (): Promise<void> => {
    do {
      again = false
      try {
        known = await needs.workspaces()
        shell.tray(trayView(known, needs.locale(), actions))
      } catch (error) {
        log.write('warn', 'tray: refresh failed', { reason: String(error) })
      }
    } while (again)
  }

  const refresh = (): Promise<void> => {
    again = true
    return (running ??= draw().finally(() => (running = null)))
  }

  return {
    refresh,
    notify: (workspace, opened) => {
      const [first] = opened
      if (!first || !needs.notifications()) return
      const text = words(needs.locale())
      const only = opened.length === 1
      shell.notify({
        title: only ? text.alertTitle(first) : text.tray.manyAlerts(opened.length),
        body: only
          ? text.alertBody(first)
          : opened
              .map((alert) => text.alertTitle(alert))
              .slice(0, 4)
              .join('\n'),
        onClick: () => open(workspace.id, only ? first.id : null),
      })
    },
  }
}

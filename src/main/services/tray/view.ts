import type { Alert, Severity } from '../../../shared/domain/alerts.ts'
import { byRisk, SEVERITIES } from '../../../shared/domain/alerts.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { Worth } from '../../../shared/domain/worth.ts'
import { money } from '../../../shared/words/format.ts'
import { words } from '../../../shared/words/words.ts'
import type { TrayMenuItem, TrayView } from '../../ports.ts'

/** One workspace as the tray sees it. */
export interface TrayWorkspace {
  readonly id: string
  readonly name: string
  readonly active: boolean
  readonly pollingPaused: boolean
  readonly offline: boolean
  /** Open ones. */
  readonly alerts: readonly Alert[]
  /** Of all watched accounts, each in its own day. */
  readonly spentToday: readonly { readonly currency: Currency; readonly spend: Micros }[]
  /** Null: nothing measured. */
  readonly resultsToday: number | null
  /** Oldest figures of the watched accounts; null: never read. */
  readonly dataAt: Instant | null
  readonly worth: Worth
}

export interface TrayActions {
  open(workspaceId: string, alertId: string | null): void
  show(): void
  switchTo(id: string): void
  setPaused(paused: boolean): void
  quit(): void
}

const MENU_ALERTS = 5
const LABEL_LENGTH = 60
/** Windows cuts longer tooltips off. */
const TOOLTIP_LENGTH = 127
const TOOLTIP_CURRENCIES = 3

/** Whole characters only: half of an emoji is a broken sign. */
const clip = (text: string, length: number): string => {
  if (text.length <= length) return text
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (short.length + segment.length > length - 1) break
    short += segment
  }
  return `${short.trimEnd()}…`
}

/** Menus of the system show `&` as an underline for the next letter. */
const label = (text: string): string => clip(text.replaceAll('&', '&&').replaceAll(/\s+/g, ' '), LABEL_LENGTH)

const spentToday = (workspaces: readonly TrayWorkspace[]): readonly (readonly [Currency, Micros])[] => {
  const sums = new Map<Currency, Micros>()
  for (const { currency, spend } of workspaces.flatMap((workspace) => workspace.spentToday)) {
    sums.set(currency, (sums.get(currency) ?? 0) + spend)
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

const tooltip = (workspaces: readonly TrayWorkspace[], count: number, locale: Locale): string => {
  const { tray } = words(locale)
  const spent = spentToday(workspaces)
  const amounts = spent.slice(0, TOOLTIP_CURRENCIES).map(([currency, spend]) => money(locale, spend, currency))
  const more = spent.length > TOOLTIP_CURRENCIES ? ' …' : ''
  const results = workspaces.flatMap(({ resultsToday }) => (resultsToday === null ? [] : [resultsToday]))
  const ages = workspaces.flatMap(({ dataAt }) => (dataAt === null ? [] : [dataAt]))
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const state = [
    ...(ages.length > 0 ? [tray.asOf(time.format(Math.min(...ages)))] : []),
    ...(workspaces.some(({ offline }) => offline) ? [tray.offline] : []),
  ]
  const lines = [
    amounts.length > 0 ? `${tray.spentToday(amounts.join(' · '))}${more}` : tray.nothingMeasured,
    ...(results.length > 0 ? [tray.results(Math.round(results.reduce((sum, one) => sum + one, 0)))] : []),
    count > 0 ? tray.openAlerts(count) : tray.noAlerts,
    ...(state.length > 0 ? [state.join(', ')] : []),
  ]
  return clip(workspaces.length > 0 ? lines.join('\n') : 'Buydesk', TOOLTIP_LENGTH)
}

/** By the first workspace that knows a rate: one order for the alerts of all. */
const worthIn =
  (workspaces: readonly TrayWorkspace[]): Worth =>
  (amount, currency) => {
    for (const { worth } of workspaces) {
      const known = worth(amount, currency)
      if (known !== null) return known
    }
    return null
  }

/** Icon, count, tooltip and menu for all workspaces together. */
export const trayView = (workspaces: readonly TrayWorkspace[], locale: Locale, actions: TrayActions): TrayView => {
  const text = words(locale)
  const byMoney = byRisk(worthIn(workspaces))
  const alerts = workspaces
    .flatMap(({ id, alerts: open }) => open.map((alert) => ({ workspaceId: id, alert })))
    .toSorted((a, b) => byMoney(a.alert, b.alert))
  const worst = alerts.reduce<number>((most, { alert }) => Math.max(most, SEVERITIES.indexOf(alert.severity)), -1)
  const severity: Severity | 'none' = SEVERITIES[worst] ?? 'none'

  const alertItems = alerts.slice(0, MENU_ALERTS).map(({ workspaceId, alert }): TrayMenuItem => ({
    label: label(text.alertTitle(alert)),
    run: () => actions.open(workspaceId, alert.id),
  }))
  const beyond = alerts.length - alertItems.length
  const more: TrayMenuItem[] =
    beyond > 0
      ? [{ label: text.tray.moreAlerts(beyond), run: () => actions.open(alerts[MENU_ALERTS]?.workspaceId ?? '', null) }]
      : []

  const allPaused = workspaces.every(({ pollingPaused }) => pollingPaused)
  const switching: (TrayMenuItem | null)[] =
    workspaces.length === 0
      ? []
      : [
          {
            label: text.tray.workspaces,
            items: workspaces.map(({ id, name, active }) => ({
              label: label(name),
              checked: active,
              run: () => actions.switchTo(id),
            })),
          },
          { label: allPaused ? text.tray.resume : text.tray.pause, run: () => actions.setPaused(!allPaused) },
          null,
        ]

  return {
    severity,
    count: alerts.length,
    tooltip: tooltip(workspaces, alerts.length, locale),
    menu: [
      ...(alertItems.length > 0 ? [...alertItems, ...more] : [{ label: text.tray.noAlerts, enabled: false }]),
      null,
      ...switching,
      { label: text.tray.show, run: actions.show },
      { label: text.tray.quit, run: actions.quit },
    ],
  }
}

import type { Locale } from '../../shared/domain/connection.ts'
import { accounts as accountsEn } from './en/accounts.ts'
import { alerts as alertsEn } from './en/alerts.ts'
import { asked as askedEn } from './en/asked.ts'
import { campaigns as campaignsEn } from './en/campaigns.ts'
import { charts as chartsEn } from './en/charts.ts'
import { common as commonEn } from './en/common.ts'
import { difference as differenceEn } from './en/difference.ts'
import { editing as editingEn } from './en/editing.ts'
import { edits as editsEn } from './en/edits.ts'
import { exports as exportsEn } from './en/exports.ts'
import { guards as guardsEn } from './en/guards.ts'
import { health as healthEn } from './en/health.ts'
import { house as houseEn } from './en/house.ts'
import { making as makingEn } from './en/making.ts'
import { metrics as metricsEn } from './en/metrics.ts'
import { overview as overviewEn } from './en/overview.ts'
import { periods as periodsEn } from './en/periods.ts'
import { reports as reportsEn } from './en/reports.ts'
import { rates as ratesEn } from './en/rates.ts'
import { sets as setsEn } from './en/sets.ts'
import { settings as settingsEn } from './en/settings.ts'
import { setup as setupEn } from './en/setup.ts'
import { shell as shellEn } from './en/shell.ts'
import { silent as silentEn } from './en/silent.ts'
import { strategies as strategiesEn } from './en/strategies.ts'
import { suggestions as suggestionsEn } from './en/suggestions.ts'
import { table as tableEn } from './en/table.ts'
import { timeline as timelineEn } from './en/timeline.ts'
import { typed as typedEn } from './en/typed.ts'
import { accounts as accountsRu } from './ru/accounts.ts'
import { alerts as alertsRu } from './ru/alerts.ts'
import { asked as askedRu } from './ru/asked.ts'
import { campaigns as campaignsRu } from './ru/campaigns.ts'
import { charts as chartsRu } from './ru/charts.ts'
import { common as commonRu } from './ru/common.ts'
import { difference as differenceRu } from './ru/difference.ts'
import { editing as editingRu } from './ru/editing.ts'
import { edits as editsRu } from './ru/edits.ts'
import { exports as exportsRu } from './ru/exports.ts'
import { guards as guardsRu } from './ru/guards.ts'
import { health as healthRu } from './ru/health.ts'
import { house as houseRu } from './ru/house.ts'
import { making as makingRu } from './ru/making.ts'
import { metrics as metricsRu } from './ru/metrics.ts'
import { overview as overviewRu } from './ru/overview.ts'
import { periods as periodsRu } from './ru/periods.ts'
import { reports as reportsRu } from './ru/reports.ts'
import { rates as ratesRu } from './ru/rates.ts'
import { sets as setsRu } from './ru/sets.ts'
import { settings as settingsRu } from './ru/settings.ts'
import { setup as setupRu } from './ru/setup.ts'
import { shell as shellRu } from './ru/shell.ts'
import { silent as silentRu } from './ru/silent.ts'
import { strategies as strategiesRu } from './ru/strategies.ts'
import { suggestions as suggestionsRu } from './ru/suggestions.ts'
import { table as tableRu } from './ru/table.ts'
import { timeline as timelineRu } from './ru/timeline.ts'
import { typed as typedRu } from './ru/typed.ts'
import type { Shape } from './shape.ts'

const en = {
  common: commonEn,
  shell: shellEn,
  setup: setupEn,
  periods: periodsEn,
  making: makingEn,
  metrics: metricsEn,
  charts: chartsEn,
  overview: overviewEn,
  campaigns: campaignsEn,
  alerts: alertsEn,
  asked: askedEn,
  suggestions: suggestionsEn,
  strategies: strategiesEn,
  editing: editingEn,
  edits: editsEn,
  accounts: accountsEn,
  health: healthEn,
  exports: exportsEn,
  reports: reportsEn,
  rates: ratesEn,
  sets: setsEn,
  settings: settingsEn,
  table: tableEn,
  timeline: timelineEn,
  silent: silentEn,
  typed: typedEn,
  guards: guardsEn,
  house: houseEn,
  difference: differenceEn,
}

export type Strings = Shape<typeof en>

const ru: Strings = {
  common: commonRu,
  shell: shellRu,
  setup: setupRu,
  periods: periodsRu,
  making: makingRu,
  metrics: metricsRu,
  charts: chartsRu,
  overview: overviewRu,
  campaigns: campaignsRu,
  alerts: alertsRu,
  asked: askedRu,
  suggestions: suggestionsRu,
  strategies: strategiesRu,
  editing: editingRu,
  edits: editsRu,
  accounts: accountsRu,
  health: healthRu,
  exports: exportsRu,
  reports: reportsRu,
  rates: ratesRu,
  sets: setsRu,
  settings: settingsRu,
  table: tableRu,
  timeline: timelineRu,
  silent: silentRu,
  typed: typedRu,
  guards: guardsRu,
  house: houseRu,
  difference: differenceRu,
}

export const CATALOGUES: Readonly<Record<Locale, Strings>> = { en, ru }

import type { Alert } from '../domain/alerts.ts'
import type { Locale, Preferences } from '../domain/connection.ts'
import type { ErrorCode, ErrorData, Failure } from '../errors.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

/** What both processes say: errors, alerts, tray, command line. The window's own texts are in `renderer/strings`. */
export interface Words {
  readonly errors: Readonly<Record<ErrorCode, (data: ErrorData) => string>>
  readonly alertTitle: (alert: Alert) => string
  readonly alertBody: (alert: Alert) => string
  readonly tray: {
    readonly show: string
    readonly quit: string
    readonly pause: string
    readonly resume: string
    readonly workspaces: string
    readonly noAlerts: string
    readonly moreAlerts: (count: number) => string
    readonly spentToday: (amounts: string) => string
    readonly nothingMeasured: string
    readonly results: (count: number) => string
    readonly openAlerts: (count: number) => string
    readonly asOf: (time: string) => string
    readonly offline: string
    readonly manyAlerts: (count: number) => string
  }
  readonly commandLine: {
    readonly workspace: (name: string) => string
    readonly synced: (facts: { accounts: number; read: number; changed: number; calls: number }) => string
    readonly failed: (name: string, sentence: string) => string
    readonly nothing: string
    readonly noneWatched: string
    readonly done: string
    readonly partly: string
    readonly impossible: string
    readonly usage: string
    readonly running: string
  }
}

const CATALOGUES: Readonly<Record<Locale, Words>> = { en, ru }

export const words = (locale: Locale): Words => CATALOGUES[locale]

/** The language in use: the person's choice, else the system's where it is one of ours, else English. */
export const localeOf = (choice: Preferences['locale'], systemLocale: string): Locale =>
  choice !== 'system' ? choice : systemLocale.toLowerCase().startsWith('ru') ? 'ru' : 'en'

/** Meta ends some of its messages with a full stop; here they stand inside of a sentence that has its own. */
const withoutStop = (data: ErrorData): ErrorData =>
  typeof data['message'] === 'string' ? { ...data, message: data['message'].replace(/[.\s]+$/, '') } : data

export const errorSentence = (locale: Locale, failure: Failure): string =>
  CATALOGUES[locale].errors[failure.code](withoutStop(failure.data))

import type { Alert } from '../domain/alerts.ts'
import type { Locale, Preferences } from '../domain/connection.ts'
import type { Advice } from '../advice.ts'
import type { ErrorCode, ErrorData, Failure } from '../errors.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

/** What both processes say: errors, alerts, tray, command line. The window's own texts are in `renderer/strings`. */
export interface Words {
  /** `data.message` is Meta's words without a full stop, `data.advice` a whole sentence. */
  readonly errors: Readonly<Record<ErrorCode, (data: ErrorData) => string>>
  readonly advice: Readonly<Record<Advice, string>>
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
  readonly pictures: {
    /** Of the dialog in which one is saved. */
    readonly saveTitle: string
    readonly kind: string
    /** Of a file whose own name would be empty. */
    readonly name: string
  }
  readonly houseRules: {
    /** Of the dialog in which a file of them is saved. */
    readonly saveTitle: string
    readonly kind: string
    readonly name: string
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

/**
 * Meta's title and words as one, without the full stop that some of them end with: they stand inside of a sentence that
 * has its own. A key of advice becomes its sentence.
 */
const filled = ({ title, message, advice, ...data }: ErrorData, catalogue: Words): ErrorData => {
  const parts = [title, message].flatMap((part) => (typeof part === 'string' && part !== '' ? [part] : []))
  const [first = '', second] = parts.map((part) => part.replace(/[.\s]+$/, ''))
  const said = second === undefined || second.startsWith(first) ? (second ?? first) : `${first}. ${second}`
  const advised = Object.entries(catalogue.advice).find(([key]) => key === advice)?.[1]
  return {
    ...data,
    ...(said === '' ? {} : { message: said }),
    ...(advised === undefined ? {} : { advice: advised }),
  }
}

export const errorSentence = (locale: Locale, failure: Failure): string => {
  const catalogue = CATALOGUES[locale]
  return catalogue.errors[failure.code](filled(failure.data, catalogue))
}

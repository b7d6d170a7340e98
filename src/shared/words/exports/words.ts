import type { Locale } from '../../domain/connection.ts'
import type { ExportFormat } from '../../domain/exports.ts'
import type { MetricId } from '../../domain/metrics.ts'
import type { FiguresLevel, ResultType } from '../../domain/objects.ts'
import type { ReadyReport } from '../../domain/reports.ts'
import type { Aspect } from '../../domain/table.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import type { ObjectWords } from './objects.ts'
import type { TimelineWords } from './timeline.ts'

/** What stands in exported files: the window need not be open when one is written. */
export interface ExportWords {
  readonly columns: {
    readonly name: Readonly<Record<FiguresLevel, string>>
    readonly id: Readonly<Record<FiguresLevel, string>>
    readonly currency: string
    readonly day: string
    readonly status: string
    readonly objective: string
    readonly budget: string
    readonly budgetKind: string
    readonly bidStrategy: string
    readonly bid: string
    readonly spendCap: string
    readonly optimization: string
    readonly learning: string
    readonly qualityRank: string
    readonly engagementRank: string
    readonly conversionRank: string
    readonly tags: string
    readonly start: string
    readonly end: string
    readonly created: string
    readonly updated: string
    readonly group: string
    readonly objects: string
    readonly resultType: string
    readonly dataFrom: string
    readonly partial: string
    /** Of the compared days. */
    readonly beforePartial: string
    readonly figure: string
    readonly value: string
  }
  readonly figures: Readonly<Record<MetricId, string>>
  readonly aspects: Readonly<Record<Aspect, (name: string) => string>>
  /** By the hour: what a change is made of, beside the value of all of today. */
  readonly fullHours: (name: string) => string
  readonly objects: ObjectWords
  readonly resultTypes: Readonly<Record<ResultType, string>>
  readonly levels: Readonly<Record<FiguresLevel, string>>
  readonly byDay: (level: string) => string
  /** Reports that are always there. */
  readonly ready: Readonly<Record<ReadyReport, string>>
  readonly totals: string
  readonly timeline: TimelineWords
  readonly about: {
    readonly title: string
    readonly what: string
    readonly period: string
    readonly compared: string
    readonly accounts: string
    readonly dataFrom: string
    readonly never: string
    readonly partial: string
    readonly partialText: string
    readonly beforePartial: string
    readonly beforePartialText: string
    readonly written: string
    readonly money: string
    readonly moneyText: string
    readonly moneyIn: (currency: string) => string
  }
  readonly files: Readonly<Record<ExportFormat | 'title', string>>
}

const CATALOGUES: Readonly<Record<Locale, ExportWords>> = { en, ru }
export const exportWords = (locale: Locale): ExportWords => CATALOGUES[locale]

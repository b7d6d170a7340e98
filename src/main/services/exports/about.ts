import type { About } from '../../export/columns.ts'
import type { DayRange, Instant } from '../../../shared/domain/day.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'

const timeText = (at: Instant): string => new Date(at).toISOString().slice(0, 19).concat('Z')
const rangeText = ({ since, until }: DayRange): string => (since === until ? since : `${since} – ${until}`)

/** What there is to know of a file before anybody relies on it. */
export const aboutOf = (
  { about }: ExportWords,
  facts: {
    readonly period: DayRange | null
    readonly compared: DayRange | null
    readonly accounts: readonly string[]
    /** What all amounts were converted into, each day by its own rate; absent: none was. */
    readonly currency?: string | undefined
    /** Of the account that was read longest ago; null: one was never read. */
    readonly asOf: Instant | null
    readonly partial: boolean
    readonly beforePartial?: boolean
    readonly now: Instant
  },
): About => [
  ...(facts.period ? [[about.period, rangeText(facts.period)] as const] : []),
  ...(facts.compared ? [[about.compared, rangeText(facts.compared)] as const] : []),
  [about.accounts, facts.accounts.join(', ')],
  [about.dataFrom, facts.asOf === null ? about.never : timeText(facts.asOf)],
  ...(facts.partial ? [[about.partial, about.partialText] as const] : []),
  ...(facts.beforePartial ? [[about.beforePartial, about.beforePartialText] as const] : []),
  [about.money, facts.currency === undefined ? about.moneyText : about.moneyIn(facts.currency)],
  [about.written, timeText(facts.now)],
]

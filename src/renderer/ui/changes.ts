import type { Change } from '../../shared/domain/edits.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

type Side = 'before' | 'after'

/** One side of a change in words: `Paused`, `$80.00`. */
export const sideText = (strings: Strings, format: Format, change: Change, side: Side, currency: Currency): string =>
  change.field === 'status' ? strings.campaigns.statuses[change[side]] : format.money(change[side], currency)

/** `Status: Active → Paused`. */
export const changeText = (strings: Strings, format: Format, change: Change, currency: Currency): string =>
  `${strings.edits.fields[change.field]}: ${sideText(strings, format, change, 'before', currency)} → ${sideText(strings, format, change, 'after', currency)}`

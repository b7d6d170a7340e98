import type { Edit } from '../../shared/domain/edits.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { changeOfEdit } from '../../shared/domain/timeline-change.ts'
import { NOTHING } from '../format.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { fieldText, valueText } from './entry-text.ts'

type Side = 'before' | 'after'
type Changed = Edit['change']

/** What is changed: `Daily budget`; of what is made, how. */
export const changedField = (strings: Strings, change: Changed): string =>
  change.field === 'created'
    ? strings.edits.makings[change.after.kind === 'copy' ? 'copy' : 'new']
    : fieldText(strings, changeOfEdit({ change }))

/** One side of a change in words: `Paused`, `$80.00`; times by the clock of the account, as `valueText`. */
export const sideText = (
  strings: Strings,
  format: Format,
  change: Changed,
  side: Side,
  currency: Currency,
  zone: string | undefined,
): string => {
  if (change.field === 'created') return side === 'before' ? NOTHING : change.after.name
  if (change.field === 'spendCap' && change[side] === null) return strings.table.noCap
  return valueText(strings, format, changeOfEdit({ change }), side, currency, zone)
}

/** `Status: Active → Paused`, `Copy: Spring sale 2`. */
export const changeText = (
  strings: Strings,
  format: Format,
  change: Changed,
  currency: Currency,
  zone: string | undefined,
): string =>
  change.field === 'created'
    ? `${changedField(strings, change)}: ${change.after.name}`
    : `${changedField(strings, change)}: ${sideText(strings, format, change, 'before', currency, zone)} → ${sideText(strings, format, change, 'after', currency, zone)}`

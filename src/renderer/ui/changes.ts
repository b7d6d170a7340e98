import type { Change } from '../../shared/domain/edits.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { changeOfEdit } from '../../shared/domain/timeline.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { changeLine, fieldText, valueText } from './entry-text.ts'

type Side = 'before' | 'after'

/** What is changed: `Daily budget`. */
export const changedField = (strings: Strings, change: Change): string => fieldText(strings, changeOfEdit({ change }))

/** One side of a change in words: `Paused`, `$80.00`. */
export const sideText = (strings: Strings, format: Format, change: Change, side: Side, currency: Currency): string =>
  valueText(strings, format, changeOfEdit({ change }), side, currency)

/** `Status: Active → Paused`. */
export const changeText = (strings: Strings, format: Format, change: Change, currency: Currency): string =>
  changeLine(strings, format, changeOfEdit({ change }), currency)

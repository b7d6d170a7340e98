import { createDayText, moneyText } from './columns.ts'
import type { Cell, Column, Writer } from './columns.ts'
import { PIECE } from './sink.ts'
import type { Sink } from './sink.ts'

/**
 * `,` with a decimal point, or `;` with a decimal comma: where people write 12,69 their spreadsheet takes 12.69 for a date.
 * `bom`: tells older spreadsheets that it is UTF-8.
 */
export interface CsvStyle {
  readonly separator: ',' | ';'
  readonly bom: boolean
}

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** RFC 4180, but that a formula in a name becomes a text by an apostrophe. */
const createTextCell = (separator: string): ((text: string) => string) => {
  const special = new RegExp(`["\\r\\n${separator}]`)
  return (text) => {
    const harmless = FORMULA.test(text) ? `'${text}` : text
    return special.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
  }
}

type Spell = (value: Cell) => string

/** Of values that come again and again: most cells of a column of instants or kinds are as the one above. */
const remembered = (spell: (value: string | number) => string): Spell => {
  let last: Cell = null
  let text = ''
  return (value) => {
    if (value === null) return ''
    if (value !== last) {
      last = value
      text = spell(value)
    }
    return text
  }
}

export const createCsv = (sink: Sink, { separator, bom }: CsvStyle): Writer => {
  const textCell = createTextCell(separator)
  const point = separator === ';' ? ',' : '.'
  const dayText = createDayText()
  const decimal = (value: number): string => (point === '.' ? String(value) : String(value).replace('.', point))

  const spellOf = (kind: Column['kind']): Spell => {
    switch (kind) {
      case 'text':
        return remembered((value) => textCell(String(value)))
      case 'money':
        return (value) => (value === null ? '' : moneyText(value as number, point))
      case 'day':
        return (value) => (value === null ? '' : dayText(value as number))
      case 'instant':
        return remembered((value) => new Date(value).toISOString())
      case 'decimal':
      case 'share':
        return (value) => (value === null ? '' : decimal(value as number))
      case 'count':
        // A conversion can be split between ads.
        return (value) => (value === null ? '' : Number.isInteger(value) ? String(value) : decimal(value as number))
      case 'flag':
        return (value) => (value === null ? '' : value === 0 ? '0' : '1')
    }
  }

  let text = bom ? '\uFEFF' : ''
  let tables = 0
  let spells: Spell[] = []
  let lastShared: readonly Cell[] | null = null
  let sharedText = ''

  const hand = (): void => {
    sink.text(text)
    text = ''
  }

  return {
    begin: (name, columns) => {
      // A second table in one file stands apart, with its name.
      if (tables > 0) text += `\r\n${textCell(name)}\r\n`
      tables++
      spells = columns.map(({ kind }) => spellOf(kind))
      lastShared = null
      text += `${columns.map(({ title }) => textCell(title)).join(separator)}\r\n`
    },
    row: (shared, own) => {
      const before = shared.length
      if (shared !== lastShared) {
        sharedText = ''
        for (let i = 0; i < before; i++) sharedText += `${spells[i]?.(shared[i] ?? null) ?? ''}${separator}`
        lastShared = shared
      }
      const last = own.length - 1
      text += sharedText
      for (let i = 0; i < last; i++) text += `${spells[before + i]?.(own[i] ?? null) ?? ''}${separator}`
      text += `${spells[before + last]?.(own[last] ?? null) ?? ''}\r\n`
      if (text.length >= PIECE) hand()
    },
    end: hand,
  }
}

import Papa from 'papaparse'
import { isDay } from '../../../shared/domain/day.ts'
import type { Day } from '../../../shared/domain/day.ts'
import { isCurrency } from '../../../shared/domain/money.ts'
import { parseRate, PIVOT } from '../../../shared/domain/rates.ts'
import type { RateProblem, RefusedRate } from '../../../shared/domain/rates.ts'
import type { SaidRate } from './anchor.ts'

/**
 * A file of rates, in one of two forms, its columns parted by comma, semicolon or tab:
 * `date,currency,rate` with a line a rate and perhaps a column `base` (one base is worth so many of the currency; the euro
 * where there is none), or `Date,USD,JPY,…` with a line a day, as the European Central Bank publishes it.
 */
export interface RatesFile {
  readonly rates: readonly (SaidRate & { readonly line: number; readonly text: string })[]
  readonly refused: readonly RefusedRate[]
  /** Lines of days before the first that is wanted. */
  readonly older: number
}

const NAMES = {
  day: ['date', 'day', 'дата', 'день'],
  currency: ['currency', 'quote', 'code', 'валюта'],
  base: ['base', 'база'],
  rate: ['rate', 'value', 'курс'],
} as const
/** Cells that say that there is no rate. */
const EMPTY: ReadonlySet<string> = new Set(['', '-', '–', 'n/a', 'na'])
const SHOWN_CHARACTERS = 60

/** `2026-11-18` or `18.11.2026`. */
const dayIn = (cell: string): Day | null => {
  const day = cell.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1')
  return isDay(day) ? day : null
}

/** The decimal mark is a point or a comma; groups of digits are parted by nothing but spaces. */
const numberIn = (cell: string): bigint | RateProblem => {
  const plain = cell.replaceAll(/[\s\u00a0\u202f]/g, '').replace(/^([^.,]*),([^.,]*)$/, '$1.$2')
  if (/^-?0*(\.0*)?$/.test(plain) || /^-\d/.test(plain)) return 'notPositive'
  return parseRate(plain) ?? 'number'
}

interface Cell {
  readonly base: string
  readonly currency: string
  readonly rate: string
}
/** Where a line's day and rates are. */
interface Layout {
  readonly day: number
  /** Names of columns that are no currency. */
  readonly unknown: readonly string[]
  readonly cells: (row: readonly string[]) => readonly Cell[]
}

const LONG = { day: 0, currency: 1, rate: 2 } as const

const layoutOf = (head: readonly string[]): Layout | null => {
  const names = head.map((name) => name.toLowerCase())
  const at = (wanted: readonly string[]): number => names.findIndex((name) => wanted.includes(name))
  const long = (day: number, currency: number, rate: number, base: number): Layout => ({
    day,
    unknown: [],
    cells: (row) => [
      { base: base < 0 ? PIVOT : (row[base] ?? ''), currency: row[currency] ?? '', rate: row[rate] ?? '' },
    ],
  })
  const day = at(NAMES.day)
  if (day < 0) return dayIn(head[0] ?? '') === null ? null : long(LONG.day, LONG.currency, LONG.rate, -1)
  const [currency, rate] = [at(NAMES.currency), at(NAMES.rate)]
  if (currency >= 0 && rate >= 0) return long(day, currency, rate, at(NAMES.base))
  const columns = head
    .map((name, column) => ({ name: name.toUpperCase(), column }))
    .filter(({ name, column }) => column !== day && name !== '')
  const known = columns.filter(({ name }) => isCurrency(name))
  if (known.length === 0) return null
  return {
    day,
    unknown: columns.filter((column) => !known.includes(column)).map(({ name }) => name),
    cells: (row) =>
      known
        .map(({ name, column }) => ({ base: PIVOT, currency: name, rate: row[column] ?? '' }))
        .filter(({ rate }) => !EMPTY.has(rate.toLowerCase())),
  }
}

const read = ({ base, currency, rate }: Cell, day: Day): SaidRate | RateProblem => {
  const [from, to] = [base.toUpperCase(), currency.toUpperCase()]
  if (!isCurrency(from) || !isCurrency(to)) return 'currency'
  if (from === to) return 'itself'
  const number = numberIn(rate)
  return typeof number === 'string' ? number : { day, base: from, currency: to, rate: number }
}

const shown = (text: string): string => text.slice(0, SHOWN_CHARACTERS)

/**
 * Every line that cannot be used is named, the others are kept. No rate is of a day after `latest`; lines of days before
 * `first` are left out.
 */
export const readRatesFile = (
  text: string,
  { first, latest }: { readonly first: Day; readonly latest: Day },
  /** Told after each line which share of them was read. */
  step: (share: number) => void = () => undefined,
): RatesFile => {
  const lines = Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t'] }).data.map((row) =>
    row.map((cell) => cell.trim()),
  )
  const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell === '')
  const top = lines.findIndex((row) => !isBlank(row))
  const head = lines[top] ?? []
  const layout = layoutOf(head)
  if (!layout)
    return { rates: [], refused: [{ line: top + 1, text: shown(head.join(' ')), problem: 'line' }], older: 0 }

  const rates: RatesFile['rates'][number][] = []
  const refused: RefusedRate[] = layout.unknown.map((name) => ({
    line: top + 1,
    text: shown(name),
    problem: 'currency',
  }))
  let older = 0
  for (const [at, row] of lines.entries()) {
    step(at / lines.length)
    const day = dayIn(row[layout.day] ?? '')
    if (at < top || isBlank(row) || (at === top && day === null)) continue
    const line = at + 1
    if (day === null || day > latest) {
      refused.push({ line, text: shown(row.join(' ')), problem: day === null ? 'day' : 'future' })
      continue
    }
    if (day < first) {
      older++
      continue
    }
    const cells = layout.cells(row)
    for (const cell of cells) {
      const one = read(cell, day)
      const what = shown(cells.length > 1 ? `${day} ${cell.currency} ${cell.rate}` : row.join(' '))
      if (typeof one === 'string') refused.push({ line, text: what, problem: one })
      else rates.push({ ...one, line, text: what })
    }
  }
  return { rates, refused, older }
}

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readRatesFile } from '../../../../src/main/services/rates/csv.ts'
import { rateText } from '../../../../src/shared/domain/rates.ts'

const DAYS = { first: '2023-10-18', latest: '2026-11-19' }
const read = (text: string) => {
  const { rates, refused } = readRatesFile(text, DAYS)
  return {
    rates: rates.map(({ day, base, currency, rate }) => `${day} ${base} ${currency} ${rateText(rate)}`),
    refused: refused.map(({ line, problem }) => [line, problem]),
  }
}

it('keeps the good lines and names each wrong one', () => {
  const text = [
    'date,currency,rate',
    '2026-11-16,USD,1.0843',
    '2026-11-16,JPY,"168,25"',
    '',
    '16.11.2026,kzt,566.10',
    '2026-11-16,USD,0',
    '2026-11-16,USD,-1.1',
    '2026-11-16,XYQ,1.1',
    '2026-02-30,USD,1.1',
    '2026-11-20,USD,1.1',
    '2026-11-16,USD,one',
    '2026-11-16,USD,"1,084.3"',
    '2026-11-16,EUR,1',
    '2026-11-16',
  ].join('\r\n')
  expect(read(text)).toEqual({
    rates: ['2026-11-16 EUR USD 1.0843', '2026-11-16 EUR JPY 168.25', '2026-11-16 EUR KZT 566.1'],
    refused: [
      [6, 'notPositive'],
      [7, 'notPositive'],
      [8, 'currency'],
      [9, 'day'],
      [10, 'future'],
      [11, 'number'],
      [12, 'number'],
      [13, 'itself'],
      [14, 'currency'],
    ],
  })
  expect(readRatesFile(text, DAYS).refused[0]?.text).toBe('2026-11-16 USD 0')
})

it('takes the form in which the European Central Bank publishes them', () => {
  const text =
    'Date,USD,JPY,XYQ,\n2026-11-17,1.0843,168.25,1,\n2026-11-16,1.081,N/A,2,\n2026-11-13,x,168,N/A,\n1999-01-04,1.2,1,2,\n'
  expect(readRatesFile(text, DAYS).older).toBe(1)
  expect(read(text)).toEqual({
    rates: [
      '2026-11-17 EUR USD 1.0843',
      '2026-11-17 EUR JPY 168.25',
      '2026-11-16 EUR USD 1.081',
      '2026-11-13 EUR JPY 168',
    ],
    refused: [
      [1, 'currency'],
      [4, 'number'],
    ],
  })
})

it('takes what a spreadsheet makes of it: semicolons, decimal commas, no header, a base', () => {
  expect(read('2026-11-16;USD;1,0843\n2026-11-16;IDR;18 400,5\n').rates).toEqual([
    '2026-11-16 EUR USD 1.0843',
    '2026-11-16 EUR IDR 18400.5',
  ])
  expect(read('Дата\tВалюта\tКурс\tБаза\n16.11.2026\tKZT\t520,5\tUSD\n').rates).toEqual(['2026-11-16 USD KZT 520.5'])
})

it('refuses what is no file of rates at its first line, and survives anything', () => {
  expect(read('<!DOCTYPE html>\n<html></html>')).toEqual({ rates: [], refused: [[1, 'line']] })
  expect(read('\n\nhello')).toEqual({ rates: [], refused: [[3, 'line']] })
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
      const { rates, refused } = readRatesFile(`date,currency,rate\n${text}`, DAYS)
      for (const { rate } of rates) expect(rate).toBeGreaterThan(0n)
      for (const { line } of refused) expect(line).toBeGreaterThan(0)
    }),
  )
})

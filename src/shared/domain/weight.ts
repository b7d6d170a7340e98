import { MICROS } from './money.ts'
import type { Currency, Micros } from './money.ts'

/**
 * About how many units buy what a dollar, euro or pound buys, where that is far from one. Rough on purpose and never
 * used to show or add up an amount: it only keeps 500 tenge from standing above 100 dollars in a list.
 */
const ROUGHLY: Readonly<Record<Currency, number>> = {
  AED: 4,
  AMD: 400,
  ARS: 1000,
  BDT: 120,
  BRL: 5,
  CLP: 950,
  CNY: 7,
  COP: 4000,
  CRC: 500,
  CZK: 23,
  DKK: 7,
  DOP: 60,
  DZD: 130,
  EGP: 50,
  GEL: 3,
  GTQ: 8,
  HKD: 8,
  HNL: 25,
  HUF: 350,
  IDR: 16_000,
  ILS: 4,
  INR: 85,
  ISK: 135,
  JPY: 150,
  KES: 130,
  KRW: 1400,
  KZT: 500,
  LKR: 300,
  MAD: 10,
  MXN: 19,
  MYR: 4,
  NGN: 1500,
  NIO: 37,
  NOK: 10,
  PEN: 4,
  PHP: 57,
  PKR: 280,
  PLN: 4,
  PYG: 7500,
  QAR: 4,
  RON: 5,
  RSD: 105,
  RUB: 90,
  SAR: 4,
  SEK: 10,
  THB: 34,
  TRY: 40,
  TWD: 32,
  TZS: 2600,
  UAH: 42,
  UGX: 3700,
  UYU: 40,
  UZS: 12_500,
  VND: 25_000,
  ZAR: 18,
}

/** Orders money of several currencies without exchange rates. An order for a list, never an amount. */
export const weightOf = (amount: Micros, currency: Currency | null): number =>
  currency === null ? 0 : amount / MICROS / (ROUGHLY[currency] ?? 1)

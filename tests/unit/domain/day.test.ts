import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayAt, daysBetween, isDay, isZone, shareOfDay, startOfDay } from '../../../src/shared/domain/day.ts'

const HOUR = 3_600_000
const zones = Intl.supportedValuesOf('timeZone')
const someZone = fc.constantFrom(...zones)
const FIRST = Date.UTC(2015, 0, 1)
const LAST = Date.UTC(2035, 0, 1)
const someInstant = fc.integer({ min: FIRST, max: LAST })

/** The calendar as the runtime's own Intl knows it: an independent witness. */
const formats = new Map<string, Intl.DateTimeFormat>()
const intlDay = (instant: number, zone: string): string => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  return format.format(instant)
}

describe('days in a zone', () => {
  it('agrees with Intl in every zone there is', () => {
    expect(zones.length).toBeGreaterThan(400)
    for (const zone of zones) {
      expect(isZone(zone)).toBe(true)
      for (const instant of [
        Date.UTC(2026, 0, 1),
        Date.UTC(2026, 2, 29, 1),
        Date.UTC(2026, 6, 15, 23, 59, 59),
        Date.UTC(2026, 9, 25, 0, 30),
      ]) {
        expect(`${zone} ${dayAt(instant, zone)}`).toBe(`${zone} ${intlDay(instant, zone)}`)
      }
    }
  })

  it('agrees with Intl at any instant', () => {
    fc.assert(
      fc.property(someInstant, someZone, (instant, zone) => {
        expect(dayAt(instant, zone)).toBe(intlDay(instant, zone))
      }),
      { numRuns: 500 },
    )
  })

  it('begins a day at its first instant', () => {
    fc.assert(
      fc.property(someInstant, someZone, (instant, zone) => {
        const day = dayAt(instant, zone)
        const start = startOfDay(day, zone)
        expect(start).toBeLessThanOrEqual(instant)
        expect(dayAt(start, zone)).toBe(day)
        // Second before midnight, as zones may have odd offsets but never skip back into the same day.
        expect(dayAt(start - 1000, zone) < day).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('begins where the clock begins when midnight does not exist', () => {
    // In Beirut clocks went from 0:00 to 1:00 on this day.
    expect(startOfDay('2024-03-31', 'Asia/Beirut')).toBe(Date.UTC(2024, 2, 30, 22))
    expect(dayAt(Date.UTC(2024, 2, 30, 21, 59, 59), 'Asia/Beirut')).toBe('2024-03-30')
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3))
  })

  it.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Asia/Kolkata', '2026-03-08', 24],
    ['Asia/Tokyo', '2026-11-01', 24],
  ])('%s on %s has %d hours', (zone, day, hours) => {
    const start = startOfDay(day, zone)
    expect((startOfDay(addDays(day, 1), zone) - start) / HOUR).toBe(hours)
    expect(shareOfDay(start, zone)).toBe(0)
    expect(shareOfDay(start + (hours / 2) * HOUR, zone)).toBeCloseTo(0.5, 12)
    expect(shareOfDay(start + hours * HOUR - 1, zone)).toBeLessThan(1)
  })

  it('has two days at once around the date line', () => {
    const instant = Date.UTC(2026, 5, 1, 10, 30)
    expect(dayAt(instant, 'Pacific/Kiritimati')).toBe('2026-06-02')
    expect(dayAt(instant, 'Pacific/Pago_Pago')).toBe('2026-05-31')
  })

  it('always has a share of the day from 0 to 1', () => {
    fc.assert(
      fc.property(someInstant, someZone, (instant, zone) => {
        const share = shareOfDay(instant, zone)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThan(1)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses what is no zone', () => {
    expect(isZone('Mars/Olympus')).toBe(false)
    expect(isZone('')).toBe(false)
  })
})

describe('calendar', () => {
  const someDay = fc.integer({ min: -5000, max: 9000 }).map((offset) => addDays('2020-02-29', offset))

  it('adds and counts days inversely', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -1500, max: 1500 }), (day, count) => {
        const moved = addDays(day, count)
        expect(isDay(moved)).toBe(true)
        expect(daysBetween(day, moved)).toBe(count)
        // Texts sort as days do.
        expect(moved > day).toBe(count > 0)
      }),
    )
  })

  it('knows leap years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  it('tells days from other texts', () => {
    expect(isDay('2026-02-28')).toBe(true)
    for (const text of ['2026-02-29', '2026-2-8', '20260208', '2026-13-01', '', '2026-02-28T00:00', '2026-02-00']) {
      expect(isDay(text)).toBe(false)
    }
  })
})

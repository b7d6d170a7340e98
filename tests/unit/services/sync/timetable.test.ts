import { describe, expect, it } from 'vitest'
import {
  dueOf,
  FIGURES_LEVELS,
  hourlyMark,
  lastDayRead,
  nextHourlyMark,
  nightlyMark,
  REACH_PERIODS,
} from '../../../../src/main/services/sync/timetable.ts'
import type { Coverage } from '../../../../src/main/db/store.ts'
import { addDays, dayAt, startOfDay } from '../../../../src/shared/domain/day.ts'
import { rangeOf } from '../../../../src/shared/domain/periods.ts'
import type { AdAccount, FiguresLevel } from '../../../../src/shared/domain/objects.ts'

const HOUR = 3_600_000
const account = (zone: string): AdAccount => ({
  id: 'act_1',
  name: 'One',
  currency: 'USD',
  zone,
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: null,
  balance: null,
  spendCap: null,
  tasks: null,
  sources: [{ kind: 'personal' }],
})
const read = (level: FiguresLevel, since: string, until: string, at: number): Coverage => ({
  accountId: 'act_1',
  kind: 'insights',
  level,
  range: { since, until },
  at,
  partial: false,
})
/** Everything read at `at`, as the night and the hour want it. */
const allRead = (zone: string, at: number, now: number): Coverage[] => {
  const today = dayAt(now, zone)
  return [
    ...FIGURES_LEVELS.map((level) => read(level, addDays(today, -28), today, at)),
    ...REACH_PERIODS.map((period): Coverage => ({
      ...read('campaign', '', '', at),
      kind: 'reach',
      range: rangeOf(period, today),
    })),
  ]
}

describe('marks', () => {
  it('the hour is five past', () => {
    const five = Date.UTC(2026, 10, 18, 13, 5)
    expect(hourlyMark(five)).toBe(five)
    expect(hourlyMark(five - 1)).toBe(five - HOUR)
    expect(nextHourlyMark(five)).toBe(five + HOUR)
    expect(nextHourlyMark(five - 1)).toBe(five)
  })

  it('the night is four hours into the account’s own day, also on days of 23 and 25 hours', () => {
    const zone = 'America/New_York'
    // Clocks go back on 2026-11-01 and forward on 2026-03-08.
    for (const day of ['2026-11-01', '2026-03-08', '2026-07-01']) {
      const mark = startOfDay(day, zone) + 4 * HOUR
      expect(nightlyMark(mark, zone)).toBe(mark)
      expect(nightlyMark(mark - 1, zone)).toBe(startOfDay(addDays(day, -1), zone) + 4 * HOUR)
    }
  })
})

describe('what is due', () => {
  const zone = 'Europe/Berlin'
  const now = Date.UTC(2026, 10, 18, 13, 20)

  it('everything, of an account that was never read', () => {
    const due = dueOf(account(zone), [], now)
    expect(due.hourly.map(({ level }) => level)).toEqual(FIGURES_LEVELS)
    expect(due.nightly.every(({ range }) => range.since === '2026-10-21' && range.until === '2026-11-17')).toBe(true)
    expect(due.reach).toHaveLength(REACH_PERIODS.length)
  })

  it('nothing, right after all of it was read', () => {
    expect(dueOf(account(zone), allRead(zone, now - 60_000, now), now)).toMatchObject({
      hourly: [],
      nightly: [],
      reach: [],
    })
  })

  it('the last days with every hour, the weeks only with every night', () => {
    const at = Date.UTC(2026, 10, 18, 12, 50)
    const due = dueOf(account(zone), allRead(zone, at, now), now)
    expect(due.hourly.map(({ range }) => range)).toEqual(
      FIGURES_LEVELS.map(() => ({ since: '2026-11-16', until: '2026-11-18' })),
    )
    expect(due.nightly).toEqual([])
  })

  it('a level alone, where only that was left out', () => {
    const coverage = allRead(zone, now, now).filter(({ level }) => level !== 'ad')
    const due = dueOf(account(zone), coverage, now)
    expect(due.hourly.map(({ level }) => level)).toEqual(['ad'])
    expect(due.nightly.map(({ level }) => level)).toEqual(['ad'])
  })

  it('all days since the last that was read, after weeks without network', () => {
    const coverage = allRead(zone, now - 50 * 24 * HOUR, now - 50 * 24 * HOUR)
    const due = dueOf(account(zone), coverage, now)
    expect(due.nightly[0]?.range).toEqual({ since: lastDayRead(coverage, 'campaign'), until: '2026-11-17' })
    expect(due.reach).toHaveLength(2)
  })

  it('is not put off by a clock that was ahead when it was written, nor brought on by one that is apart from Meta’s', () => {
    const ahead = allRead(zone, now + 24 * HOUR, now)
    expect(dueOf(account(zone), ahead, now).hourly).not.toEqual([])
    // The desk is three hours slow: what it read a minute ago carries its own time.
    const skew = -3 * HOUR
    const slow = allRead(zone, now + skew - 60_000, now)
    expect(dueOf(account(zone), slow, now, skew)).toMatchObject({ hourly: [], nightly: [], reach: [] })
  })

  it.each(['Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Kathmandu', 'America/St_Johns'])(
    'comes to rest in %s at every hour of two days, and again after every mark',
    (each) => {
      for (let at = Date.UTC(2026, 2, 28); at < Date.UTC(2026, 2, 30); at += HOUR / 2) {
        const due = dueOf(account(each), allRead(each, at, at), at)
        expect([due.hourly, due.nightly, due.reach]).toEqual([[], [], []])
        const later = nextHourlyMark(at)
        expect(dueOf(account(each), allRead(each, at, at), later).hourly).not.toEqual([])
      }
    },
  )
})

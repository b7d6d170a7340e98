import { describe, expect, it } from 'vitest'
import { ageOf, highestOf, lineOf, stateOf } from '../../../../src/renderer/features/health/account-state.ts'
import { compareLines } from '../../../../src/renderer/features/health/columns.tsx'
import { failingOf } from '../../../../src/renderer/features/health/failing.ts'
import { failuresBySentence } from '../../../../src/renderer/features/health/run-inspector.tsx'
import { formatOf } from '../../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../../src/renderer/strings/catalogue.ts'
import { limitMeaning, limitName, limitWords, usedText } from '../../../../src/renderer/ui/limits.tsx'
import type { LimitReading, SyncFailure, SyncRun } from '../../../../src/shared/domain/connection.ts'
import type { AccountHealth } from '../../../../src/shared/domain/upkeep.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const { en } = CATALOGUES

const failure = (accountId: string | null): SyncFailure => ({
  code: 'throttled',
  data: {},
  accountId,
  accountName: accountId,
})
let runs = 0
const run = (kind: SyncRun['kind'], minutesAgo: number, ...failed: (string | null)[]): SyncRun => ({
  id: String(++runs),
  kind,
  trigger: 'timer',
  startedAt: NOW - minutesAgo * MINUTE,
  endedAt: NOW - minutesAgo * MINUTE,
  outcome: failed.length > 0 ? 'partly' : 'done',
  calls: 1,
  rowsRead: 1,
  rowsChanged: 0,
  rowsDropped: 0,
  failures: failed.map(failure),
})
const reading = (part: Partial<LimitReading>): LimitReading => ({
  accountId: 'a',
  system: 'account',
  name: '',
  share: 0.1,
  used: null,
  allowed: null,
  at: NOW,
  blockedUntil: null,
  tier: null,
  ...part,
})
const account = (part: Partial<AccountHealth> = {}): AccountHealth => ({
  accountId: 'a',
  name: 'A',
  currency: 'USD',
  figuresAt: NOW - MINUTE,
  kinds: [],
  limits: [],
  since: null,
  suspectDays: [],
  partial: false,
  lastFailure: null,
  ...part,
})

describe('what fails until now', () => {
  it('is the newest failure of an account, unless a later run of that kind went well', () => {
    const nightly = run('nightly', 60, 'a', 'b')
    const found = failingOf([run('hourly', 5), run('nightly', 30, 'b'), nightly, run('hourly', 65, 'c')])
    expect([...found.keys()]).toEqual(['b'])
    expect(found.get('b')?.run.startedAt).toBe(NOW - 30 * MINUTE)
  })

  it('is told of the account that fails, and not of a run that failed as a whole', () => {
    expect(failingOf([run('hourly', 5, null)]).size).toBe(0)
  })

  it('is not decided by a run that is under way, was stopped or broke off', () => {
    const stopped = (['running', 'cancelled', 'interrupted'] as const).map((outcome) => ({
      ...run('hourly', 1),
      outcome,
    }))
    expect([...failingOf([...stopped, run('hourly', 9, 'a')]).keys()]).toEqual(['a'])
  })

  it('is over for the readings by timer once the figures were read after it', () => {
    const failing = failingOf([run('poll', 5, 'a')]).get('a')
    expect(lineOf(account({ figuresAt: NOW - 9 * MINUTE }), failing).failing).not.toBeNull()
    expect(lineOf(account({ figuresAt: NOW - MINUTE }), failing).failing).toBeNull()
    const nightly = failingOf([run('nightly', 5, 'a')]).get('a')
    expect(lineOf(account({ figuresAt: NOW }), nightly).failing).not.toBeNull()
  })
})

describe('the failures of a run', () => {
  it('of one reason are said once, with every account', () => {
    const same = failuresBySentence([failure('A'), failure('B'), failure(null)], ({ accountId }) =>
      accountId === null ? 'whole' : 'limit',
    )
    expect(same.map(({ text, names }) => [text, names])).toEqual([
      ['limit', ['A', 'B']],
      ['whole', []],
    ])
  })
})

describe('the state of an account', () => {
  const state = (part: Partial<AccountHealth>, failed = false): string =>
    stateOf(lineOf(account(part), failed ? failingOf([run('hourly', 1, 'a')]).get('a') : undefined), NOW)

  it('is the gravest of what is known', () => {
    const all = {
      partial: true,
      suspectDays: ['2026-11-01'],
      limits: [reading({ blockedUntil: NOW + MINUTE })],
    } as const
    expect(state(all, true)).toBe('failing')
    expect(state(all)).toBe('blocked')
    expect(state({ ...all, limits: [reading({ blockedUntil: NOW - 1 })] })).toBe('suspect')
    expect(state({ partial: true })).toBe('partial')
    expect(state({ figuresAt: null })).toBe('never')
    expect(state({})).toBe('good')
  })

  it('sorts what was never read as the oldest, and the gravest first when the state is asked for', () => {
    const format = formatOf('en')
    const lines = [
      lineOf(account({ name: 'new', figuresAt: NOW }), undefined),
      lineOf(account({ name: 'never', figuresAt: null }), undefined),
      lineOf(account({ name: 'old', figuresAt: NOW - 60 * MINUTE, suspectDays: ['2026-11-01'] }), undefined),
    ]
    const names = (by: string): string[] => lines.toSorted(compareLines(format, by, NOW)).map(({ name }) => name)
    expect(names('figures')).toEqual(['new', 'old', 'never'])
    expect(names('state').toReversed()[0]).toBe('old')
    expect(names('suspect').at(-1)).toBe('old')
    expect(names('campaigns')).toHaveLength(3)
    expect(ageOf(account(), 'ads')).toBeNull()
  })
})

describe('a limit', () => {
  const format = formatOf('en')

  it('is said in words and by its meaning, not by a colour alone', () => {
    const said = (part: Partial<LimitReading>) => [
      limitMeaning(reading(part), NOW),
      limitWords(reading(part), NOW, en, format),
    ]
    expect(said({ share: 0.69 })).toEqual(['info', 'Free'])
    expect(said({ share: 0.7 })).toEqual(['warn', 'Readings slow down'])
    expect(said({ share: 1.3 })).toEqual(['bad', 'Nearly used up'])
    expect(said({ share: 0.1, blockedUntil: NOW + MINUTE })[0]).toBe('bad')
    expect(said({ share: 0.1, blockedUntil: NOW + MINUTE })[1]).toMatch(/^Waits until \d\d:\d\d$/)
    expect(said({ share: 0.1, blockedUntil: NOW })).toEqual(['info', 'Free'])
  })

  it('says what was used of what is allowed, as far as it is known', () => {
    expect(usedText(reading({ used: 31, allowed: 9000 }), en, format)).toBe('31 of 9,000')
    expect(usedText(reading({ used: 31 }), en, format)).toBe('31 used')
    expect(usedText(reading({}), en, format)).toBeNull()
  })

  it('keeps Meta’s own name where there is none here', () => {
    expect(limitName(reading({ system: 'businessUseCase', name: 'ads_insights' }), en)).toBe(
      'Insights calls in an hour',
    )
    expect(limitName(reading({ system: 'businessUseCase', name: 'pages' }), en)).toBe('pages')
    expect(limitName(reading({ system: 'businessUseCase', name: 'toString' }), en)).toBe('toString')
  })

  it('that is the fullest stands for its account', () => {
    expect(highestOf([])).toBeNull()
    expect(highestOf([reading({ share: 0.2 }), reading({ share: 0.5, name: 'x' })])?.name).toBe('x')
  })
})

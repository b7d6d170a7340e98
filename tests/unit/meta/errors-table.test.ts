import { describe, expect, test } from 'vitest'
import { appErrorOf, metaErrorOf, surelyRefused, verdictOf } from '../../../src/main/meta/errors.ts'
import type { MetaError } from '../../../src/main/meta/errors.ts'
import { TABLE } from '../../../src/main/meta/errors/table.ts'
import type { Remedy } from '../../../src/main/meta/errors/table.ts'
import { ADVICE } from '../../../src/shared/advice.ts'
import { LOCALES } from '../../../src/shared/domain/connection.ts'
import type { ErrorCode } from '../../../src/shared/errors.ts'
import { errorSentence, words } from '../../../src/shared/words/words.ts'

const errorOf = (code: number, subcode: number | null = null, more: Partial<MetaError> = {}): MetaError => ({
  code,
  subcode,
  message: '',
  userTitle: null,
  userMessage: null,
  transient: false,
  traceId: null,
  ...more,
})

/** Meta's documented errors, a line each, as `code` or `code/subcode`: written down apart from the table they test. */
const DOCUMENTED: readonly (readonly [remedy: Remedy, error: ErrorCode, codes: string])[] = [
  ['retry', 'metaDown', '1 1/99 2 2/1504043 2/1504044 -2 -2/2490547 960 104 100/1487390 1487390'],
  ['split', 'metaDown', '-3 -3/1504045 2/1504038'],
  ['split', 'metaRejected', '100/1487534 100/1504018'],
  ['restart', 'metaRejected', '2642'],
  ['wait', 'throttled', '4 4/1504022 4/1504039 17 17/2446079 17/1885172 32 341 368 368/1390008'],
  ['wait', 'throttled', '613 613/1487742 613/5044001 613/1487632 613/1487225 613/1996'],
  ['wait', 'throttled', '80000 80001 80002 80003 80004 80005 80006 80008 80009 80014 80004/2446079 2650/1870145'],
  ['person', 'tokenInvalid', '102 190 190/458 190/460 190/467'],
  ['person', 'tokenExpired', '190/463 102/463'],
  ['person', 'checkpoint', '190/459 190/464'],
  ['person', 'permission', '190/492 10 200 201 270 294 299 100/3191001 2655'],
  ['person', 'permission', '200/1870034 200/1870090 200/1870050 200/1870047'],
  ['person', 'permission', '100/1885183 100/1815199 100/1404163 100/2708008 3979 3980 100/3979'],
  ['person', 'accountHidden', '100/33 803'],
  ['never', 'permission', '3'],
  ['never', 'versionDead', '2635'],
  ['never', 'metaRejected', '100 105 194 506 2500 3018 2/1504041 2/1504042'],
  ['never', 'metaRejected', '100/1885621 100/1885272 100/1487901 100/1885650 100/1487033 100/2446307'],
  ['never', 'metaRejected', '100/1487566 100/1487056 100/1885088 100/1487990 100/1487809'],
  ['never', 'metaRejected', '100/4834011 100/4834002 100/4834005 100/4834006 100/4834009 100/3858418'],
  ['never', 'metaRejected', '100/3858079 100/3858081 100/3858634 100/3858636 100/1443226 100/1443048'],
  ['never', 'metaRejected', '100/1713098 100/1713228 100/1713231 100/1713232 100/2460003 100/2460004'],
  ['never', 'metaRejected', '2650 2650/1870158 2650/1870147 2650/1870159 2650/1870148 2650/1870144'],
  ['never', 'metaRejected', '100/1487301 100/1487366 1609005 222 351 352 382 389 6000 6001'],
  [
    'never',
    'metaRejected',
    '100/2804003 100/2804009 100/2804001 100/2804007 100/2804016 100/2804017 100/2804019 100/2804048',
  ],
]
const ALL = DOCUMENTED.flatMap(([remedy, error, codes]) =>
  codes.split(' ').map((each) => {
    const [code = 0, subcode = null] = each.split('/').map(Number)
    return { name: each, code, subcode, remedy, error }
  }),
)

describe('every documented error', () => {
  test.each(ALL)('$name: $remedy, $error', ({ code, subcode, remedy, error }) => {
    expect(verdictOf(errorOf(code, subcode))).toMatchObject({ remedy, error })
  })

  test('keeps its verdict with an unknown subcode, where its code alone has one', () => {
    for (const { code, subcode, remedy } of ALL) {
      if (subcode === null) expect(verdictOf(errorOf(code, 987_654_321)).remedy).toBe(remedy)
    }
  })

  test('says whom a throttle stops and for how long', () => {
    const throttles = ALL.filter(({ remedy }) => remedy === 'wait').map(({ code, subcode }) =>
      verdictOf(errorOf(code, subcode)),
    )
    for (const { throttle } of throttles) expect(throttle?.seconds).toBeGreaterThan(0)
    expect(verdictOf(errorOf(80000)).throttle).toMatchObject({ scope: 'businessUseCase', bucket: 'ads_insights' })
    expect(verdictOf(errorOf(80004)).throttle).toMatchObject({ scope: 'businessUseCase', bucket: 'ads_management' })
    // One ad set's budget stops nothing else.
    expect(verdictOf(errorOf(613, 1487632)).throttle).toEqual({ scope: 'object', seconds: 3600 })
    expect(verdictOf(errorOf(4, 1504022)).throttle?.scope).toBe('insights')
    for (const { remedy, code, subcode } of ALL) {
      if (remedy !== 'wait') expect(verdictOf(errorOf(code, subcode))).not.toHaveProperty('throttle')
    }
  })

  test('says what of the request must be another', () => {
    const field = errorOf(100, null, { message: '(#100) Tried accessing nonexistent field (shop_clicks)' })
    expect(verdictOf(field)).toMatchObject({ remedy: 'never', change: 'field' })
    expect(verdictOf(errorOf(2635)).change).toBe('version')
    expect(verdictOf(errorOf(100, 1885272)).change).toBe('value')
  })
})

describe('errors that are not what their code says', () => {
  const heavy = "Please reduce the amount of data you're asking for, then retry your request"
  test.each([
    ['code 1 of a page that is too heavy', errorOf(1, null, { message: heavy }), 'shrink'],
    ['code 1 with a subcode of a value', errorOf(1, 1885272), 'never'],
    ['code 100 that passes', errorOf(100, null, { transient: true }), 'retry'],
    ['code 100 that passes, with a subcode nobody knows', errorOf(100, 5_555_555, { transient: true }), 'retry'],
    ['a code nobody knows that passes', errorOf(777, null, { transient: true }), 'retry'],
    ['a budget that is too small stays so, whatever is said', errorOf(100, 1885272, { transient: true }), 'never'],
    ['a token stays bad, whatever is said', errorOf(190, 460, { transient: true }), 'person'],
    ['a dead version stays dead', errorOf(2635, null, { transient: true }), 'never'],
    ['a video code among the permissions', errorOf(222), 'never'],
    ['a code nobody knows', errorOf(424_242), 'never'],
    ['a code of the use cases nobody knows', errorOf(80011), 'wait'],
  ] as const)('%s: %s', (_, error, remedy) => {
    expect(verdictOf(error).remedy).toBe(remedy)
  })

  test.each([
    ['(#190) This method must be called with a Page Access Token', 'permission'],
    ['A page access token is required to request this resource.', 'permission'],
    ['User access token is not supported. A page access token is required.', 'permission'],
    ['Missing permissions', 'permission'],
    ['Error validating access token: Session has expired on Friday', 'tokenExpired'],
    ['Error validating access token: The user has not authorized application 1234.', 'tokenInvalid'],
    ['Error validating access token: The user is enrolled in a blocking, logged-in checkpoint', 'checkpoint'],
    ['Invalid OAuth access token - Cannot parse access token', 'tokenInvalid'],
    ['The access token could not be decrypted', 'tokenInvalid'],
  ])('190 "%s" is %s', (message, error) => {
    expect(verdictOf(errorOf(190, null, { message })).error).toBe(error)
  })

  test.each([
    [100, 'API calls from the server require an appsecret_proof argument', 'tokenInvalid', 'needsSecret'],
    [100, 'Invalid appsecret_proof provided in the API argument', 'tokenWrongApp', 'wrongSecret'],
    [104, 'Invalid appsecret_proof provided in the API argument', 'tokenWrongApp', 'wrongSecret'],
    [200, '(#200) API access blocked.', 'permission', 'appDisabled'],
    [2500, 'An active access token must be used to query information', 'tokenInvalid', undefined],
  ])('%i "%s" is %s, %s', (code, message, error, advice) => {
    const verdict = verdictOf(errorOf(code, null, { message }))
    expect([verdict.remedy, verdict.error, verdict.advice]).toEqual(['person', error, advice])
  })
})

test('no row of the table hides another', () => {
  for (const row of TABLE) {
    if (row.message) continue
    const codes = row.code === undefined ? [0] : [row.code, row.to ?? row.code]
    const numbers = row.subcodes ?? row.named ?? [null]
    const reached = codes.some((code) =>
      numbers.some((number) => {
        const verdict = verdictOf(errorOf(code, number))
        return verdict === row || (row.vague && verdict.remedy === row.remedy)
      }),
    )
    expect(reached || row.to !== undefined, JSON.stringify(row)).toBe(true)
  }
})

describe('what people read', () => {
  test.each(LOCALES)('every advice is used and a whole sentence: %s', (locale) => {
    const used = new Set(TABLE.map(({ advice }) => advice))
    // Said by the token's own state.
    used.add('dataAccessEnded')
    expect(ADVICE.filter((each) => !used.has(each))).toEqual([])
    for (const each of ADVICE) expect(words(locale).advice[each]).toMatch(/^[\p{Lu}].{15,}\.$/u)
  })

  test.each(LOCALES)('every error ends in one full stop and holds no blank: %s', (locale) => {
    for (const { code, subcode } of ALL) {
      for (const said of [{}, { userTitle: 'Title', userMessage: 'What Meta says.' }]) {
        const sentence = errorSentence(locale, appErrorOf(errorOf(code, subcode, { message: 'Raw.', ...said })))
        expect(sentence).toMatch(/^\p{Lu}.{15,}[^.]\.$/u)
        expect(sentence).not.toMatch(/undefined|null|\.\.|: \./)
      }
    }
  })

  test("Meta's title and words for people stand before our advice", () => {
    const error = errorOf(100, 1885272, {
      message: 'Invalid parameter',
      userTitle: 'Budget is too low',
      userMessage: 'Your budget must be at least $1.00.',
    })
    expect(errorSentence('en', appErrorOf(error))).toBe(
      'Meta refused this: Budget is too low. Your budget must be at least $1.00 (code 100). Enter at least Meta’s minimum budget for this account.',
    )
    expect(errorSentence('ru', appErrorOf(error))).toBe(
      'Meta отказала: Budget is too low. Your budget must be at least $1.00 (код 100). Укажите не меньше минимального бюджета Meta для этого аккаунта.',
    )
  })
})

describe('a fuzzer over error bodies', () => {
  /** Small, seeded, good enough to reach every branch. */
  const randomOf = (seed: number) => {
    let state = seed
    return () => {
      state = (state + 0x6d2b79f5) | 0
      let t = Math.imul(state ^ (state >>> 15), 1 | state)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
    }
  }
  const ODD: readonly unknown[] = [
    undefined,
    null,
    true,
    false,
    0,
    -1,
    1.5,
    Number.NaN,
    Infinity,
    '',
    ' ',
    'null',
    '[]',
    '{}',
    '{"error_subcode":463}',
    '{"error_subcode":',
    '190',
    '1e309',
    [],
    [[]],
    {},
    { error_subcode: 33 },
    { error_subcode: { deep: [] } },
    'x '.repeat(600),
    '\u0000\ud800',
    '(((((((((((a page access token is',
    { toString: 'not a function' },
  ]
  const NAMES = [
    'code',
    'error_code',
    'error_subcode',
    'message',
    'error_message',
    'error_user_title',
    'error_user_msg',
    'error_data',
    'is_transient',
    'fbtrace_id',
    'type',
    '__proto__',
  ]
  const KNOWN = new Set<Remedy>(['retry', 'wait', 'restart', 'shrink', 'split', 'person', 'never'])

  test('never throws, always has a verdict and a sentence', () => {
    const random = randomOf(20_261_120)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const bad: unknown[] = []
    for (let round = 0; round < 20_000; round += 1) {
      const base = pick(ALL)
      const body: Record<string, unknown> = { code: base.code, error_subcode: base.subcode, message: 'm' }
      for (let odd = Math.floor(random() * 5); odd > 0; odd -= 1) {
        Object.defineProperty(body, pick(NAMES), { value: pick(ODD), enumerable: true, configurable: true })
      }
      const error = metaErrorOf(random() < 0.02 ? pick(ODD) : body)
      if (error === null) continue
      const verdict = verdictOf(error)
      const { data, code } = appErrorOf(error)
      const plain = Object.values(data).every((value) => typeof value === 'string' || typeof value === 'number')
      const sentence = errorSentence(pick(LOCALES), { code, data })
      if (!KNOWN.has(verdict.remedy) || !plain || !/^\p{Lu}/u.test(sentence))
        bad.push({ body, verdict, data, sentence })
    }
    expect(bad).toEqual([])
  })

  test('never makes a certain refusal of a write into another try, nor a doubtful end into a refusal', () => {
    const random = randomOf(7)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    /** What other fields can say does not matter; code and subcode stand, as number or as text. */
    const noise = ['error_data', 'error_user_title', 'error_user_msg', 'fbtrace_id', 'type', 'is_transient']
    const vague = (code: number, subcode: number | null) => code === 100 && subcode === null
    const bad: unknown[] = []
    for (let round = 0; round < 20_000; round += 1) {
      const { code, subcode, remedy } = pick(ALL)
      const asText = random() < 0.3
      const body: Record<string, unknown> = {
        code: asText ? String(code) : code,
        ...(subcode === null ? {} : { error_subcode: asText ? String(subcode) : subcode }),
        message: 'm',
        is_transient: random() < 0.5,
      }
      for (let odd = Math.floor(random() * 4); odd > 0; odd -= 1) {
        const name = pick(noise)
        // A subcode in the details is one too, where there is no other.
        const value = pick(ODD)
        if (name !== 'error_data' || subcode !== null || !JSON.stringify(value ?? '').includes('subcode')) {
          body[name] = value
        }
      }
      const error = metaErrorOf(body) as MetaError
      if (vague(code, subcode)) continue
      const certain = remedy === 'wait' || remedy === 'person' || remedy === 'never'
      const found = verdictOf(error).remedy
      if (found !== remedy || surelyRefused(error, 400) !== certain || surelyRefused(error, 503))
        bad.push({ body, found })
    }
    expect(bad).toEqual([])
  })

  test('a write is in doubt when the error says nothing', () => {
    expect(surelyRefused(metaErrorOf({}) as MetaError, 400)).toBe(false)
    expect(surelyRefused(metaErrorOf('upstream failed') as MetaError, 400)).toBe(false)
    expect(surelyRefused(errorOf(100, null, { transient: true }), 400)).toBe(false)
  })
})

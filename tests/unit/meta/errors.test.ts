import { describe, expect, test } from 'vitest'
import { HttpError } from '../../../src/main/ports.ts'
import { appErrorOf, brokenJson, metaErrorOf, transportErrorOf, verdictOf } from '../../../src/main/meta/errors.ts'
import type { MetaError } from '../../../src/main/meta/errors.ts'

const errorOf = (fields: Record<string, unknown>): MetaError => {
  const error = metaErrorOf(fields)
  if (!error) throw new Error('not an error')
  return error
}

describe('error bodies', () => {
  test('are read in full', () => {
    expect(
      errorOf({
        message: 'Invalid parameter',
        type: 'OAuthException',
        code: 100,
        error_subcode: 1885272,
        is_transient: false,
        error_user_title: 'Budget too low',
        error_user_msg: 'Your budget must be at least $1.00.',
        error_data: { blame_field_specs: [['daily_budget']] },
        fbtrace_id: 'AbC123',
      }),
    ).toEqual({
      code: 100,
      subcode: 1885272,
      message: 'Invalid parameter',
      userTitle: 'Budget too low',
      userMessage: 'Your budget must be at least $1.00.',
      transient: false,
      traceId: 'AbC123',
    })
  })

  test.each([
    ['{"error_subcode":33}', 33],
    ['null', null],
    ['not json', null],
    [[], null],
    [{ error_subcode: 33 }, 33],
    [undefined, null],
  ])('error_data %j gives subcode %j', (data, subcode) => {
    expect(errorOf({ message: 'x', code: 100, error_data: data }).subcode).toBe(subcode)
  })

  test('may be a code and a message alone, with the code as text', () => {
    expect(errorOf({ message: 'No', code: '190' })).toMatchObject({
      code: 190,
      subcode: null,
      message: 'No',
      transient: false,
    })
    expect(metaErrorOf('something broke')).toMatchObject({ code: null, message: 'something broke' })
    expect(metaErrorOf(null)).toBeNull()
    expect(metaErrorOf([])).toBeNull()
  })

  test.each([
    ['100', 100],
    [' 100 ', 100],
    [-3, -3],
    ['-3', -3],
    [1.5, null],
    ['1e3', null],
    ['0x64', null],
    ['', null],
    [true, null],
    [Number.MAX_VALUE, null],
    ['99999999999999999999', null],
  ])('code %j is %j', (given, code) => {
    expect(errorOf({ message: 'x', code: given }).code).toBe(code)
  })

  test('of a failed report stand beside its other fields', () => {
    expect(
      errorOf({
        id: '6023',
        async_status: 'Job Failed',
        error_code: 100,
        error_subcode: '1487534',
        error_message: 'Too much',
        error_user_title: 'Too many rows',
        error_user_msg: 'Choose a shorter period.',
      }),
    ).toMatchObject({ code: 100, subcode: 1487534, message: 'Too much', userTitle: 'Too many rows' })
  })

  test('never carry a token on', () => {
    const token = `EAAB${'x1Y2'.repeat(20)}`
    const error = appErrorOf(
      errorOf({
        code: 190,
        message: `Malformed access token ${token}`,
        error_user_msg: `access_token=${token} for 1234567890|abcdef0123456789abcdef`,
      }),
    )
    expect(JSON.stringify(error.data)).not.toContain('x1Y2')
    expect(JSON.stringify(error.data)).not.toContain('abcdef0123456789')
  })
})

describe('the code table', () => {
  test.each([
    [1, null, "Please reduce the amount of data you're asking for, then retry your request", 'shrink', 'metaDown'],
    [1, null, 'An unknown error occurred', 'retry', 'metaDown'],
    [2, null, 'Service temporarily unavailable', 'retry', 'metaDown'],
    [2, 1504041, 'bad breakdown', 'never', 'metaRejected'],
    [4, null, 'Application request limit reached', 'wait', 'throttled'],
    [17, 2446079, 'User request limit reached', 'wait', 'throttled'],
    [613, 1487632, 'too many budget edits', 'wait', 'throttled'],
    [80000, 2446079, 'too many calls', 'wait', 'throttled'],
    [80004, null, 'too many calls', 'wait', 'throttled'],
    [190, 463, 'Session has expired on …', 'person', 'tokenExpired'],
    [190, 460, 'The password changed', 'person', 'tokenInvalid'],
    [190, null, 'Invalid OAuth access token', 'person', 'tokenInvalid'],
    [102, null, 'Session key invalid', 'person', 'tokenInvalid'],
    [104, null, 'Invalid appsecret_proof provided in the API argument', 'person', 'tokenWrongApp'],
    [10, null, 'no permission', 'person', 'permission'],
    [200, null, 'Requires business_management', 'person', 'permission'],
    [294, null, 'needs ads_management', 'person', 'permission'],
    [100, 33, 'Unsupported get request', 'person', 'accountHidden'],
    [100, 1487534, 'too much data', 'split', 'metaRejected'],
    [100, 1885272, 'budget', 'never', 'metaRejected'],
    [2635, null, 'deprecated version', 'never', 'versionDead'],
    [2642, null, 'Invalid cursors values', 'restart', 'metaRejected'],
    [960, null, 'Request aborted', 'retry', 'metaDown'],
    [424242, null, 'never seen', 'never', 'metaRejected'],
  ])('%i/%s %s: %s, %s', (code, subcode, message, remedy, error) => {
    expect(verdictOf(errorOf({ code, error_subcode: subcode, message }))).toMatchObject({ remedy, error })
  })

  test('an unknown code that Meta calls transient is tried again', () => {
    expect(verdictOf(errorOf({ code: 777, message: '', is_transient: true })).remedy).toBe('retry')
  })

  test('gives the sentence what it needs', () => {
    const error = errorOf({
      code: 100,
      error_subcode: 1885272,
      message: 'Invalid parameter',
      error_user_msg: 'Too low',
      fbtrace_id: 'T1',
    })
    expect(appErrorOf(error).data).toEqual({
      code: 100,
      subcode: 1885272,
      message: 'Too low',
      trace: 'T1',
      advice: 'budgetTooSmall',
    })
    expect(appErrorOf(errorOf({ code: 17, message: 'limit' })).data).toMatchObject({ minutes: 5 })
    expect(appErrorOf(errorOf({ code: 2635, message: 'old' }), { version: 'v20.0' })).toMatchObject({
      code: 'versionDead',
      data: { version: 'v20.0' },
    })
  })
})

test('transport failures become what people read about', () => {
  expect(transportErrorOf(new HttpError('offline', false)).code).toBe('offline')
  expect(transportErrorOf(new HttpError('offline', false, { reason: 'name' })).data).toEqual({ reason: 'name' })
  expect(transportErrorOf(new HttpError('tls', false, { reason: 'date' }))).toMatchObject({
    code: 'tlsFailed',
    data: { reason: 'date' },
  })
  expect(transportErrorOf(new HttpError('proxy', false)).code).toBe('proxyRefused')
  expect(transportErrorOf(new HttpError('portal', true)).code).toBe('captivePortal')
  expect(transportErrorOf(new HttpError('timeout', true)).code).toBe('timeout')
  expect(transportErrorOf(new HttpError('cut', true))).toMatchObject({ code: 'truncated', data: { reason: 'cut' } })
  expect(transportErrorOf(new HttpError('cancelled', false))).toMatchObject({ data: { cancelled: true } })
  expect(transportErrorOf(new Error('secret detail'))).toMatchObject({ code: 'internal', data: {} })
})

test('a web page is told from a cut text', () => {
  expect(brokenJson('<!doctype html><p>Sorry')).toBe('notJson')
  expect(brokenJson('{"data":[{"id":"1"')).toBe('truncated')
  expect(brokenJson('  [{"code":200')).toBe('truncated')
  expect(brokenJson('')).toBe('truncated')
})

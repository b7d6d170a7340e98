import { describe, expect, test } from 'vitest'
import { redact } from '../../../src/main/electron/redact.ts'

const TOKEN = 'EAABsbCS1iHgBO0abcdefghijklmnopqrstuvwxyz'
const SECRET = '0123456789abcdef0123456789ABCDEF'

describe('redact', () => {
  test.each([
    `https://graph.facebook.com/me?access_token=${TOKEN}&fields=id`,
    `https://graph.facebook.com/me?access_token=odd.token.without.shape&fields=id`,
    `authorization: Bearer ${TOKEN}`,
    'authorization: Bearer odd.token.without.shape',
    `{"access_token":"odd.token.without.shape","client_secret":"${SECRET}"}`,
    `redirect https://www.facebook.com/connect/login_success.html?code=odd.token.without.shape&state=x#_=_`,
    `https://www.facebook.com/connect/login_success.html#access_token=odd.token.without.shape`,
    `app ${SECRET} in the middle`,
    `appsecret_proof=${SECRET}${SECRET}`,
    `884201377719220|odd.token.without.shape`,
  ])('hides what is secret in %s', (text) => {
    const written = JSON.stringify(redact({ deep: [{ text }] }))
    for (const secret of [TOKEN, SECRET, 'odd.token.without.shape']) expect(written).not.toContain(secret)
  })

  test('hides by name, in errors and their causes too', () => {
    const error = new Error(`failed with ${TOKEN}`, { cause: new Error(SECRET) })
    const written = JSON.stringify(redact({ token: 'short', appSecret: 'short', nested: { password: 'short' }, error }))
    expect(written).not.toMatch(/short|EAAB|0123456789/)
    expect(written).toContain('failed with ***')
  })

  test('leaves alone what tells the story', () => {
    const data = {
      code: 'offline',
      state: 'ready',
      status: 500,
      id: 'act_123456789012345',
      day: '2026-03-01',
      local: 'q83vEjRWeJCrze8SNFZ4kA',
      token: null,
    }
    expect(redact(data)).toEqual(data)
  })

  test('does not follow an object into itself', () => {
    const loop: Record<string, unknown> = {}
    loop['loop'] = loop
    expect(JSON.stringify(redact(loop))).toContain('[deep]')
  })
})

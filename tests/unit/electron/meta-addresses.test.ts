import { describe, expect, it } from 'vitest'
import { metaAddresses } from '../../../src/main/electron/meta-addresses.ts'

const of = (given?: string): { readonly graphUrl: string; readonly all: string; readonly said: readonly string[] } => {
  const said: string[] = []
  const addresses = metaAddresses(given === undefined ? {} : { BUYDESK_META_URL: given }, {
    write: (level, message) => said.push(`${level} ${message}`),
  })
  return { graphUrl: addresses.graphUrl, all: JSON.stringify(addresses), said }
}

describe('where Meta is', () => {
  it('is Meta itself unless told, and nothing is said of it', () => {
    for (const given of [undefined, '']) {
      expect(of(given)).toMatchObject({ graphUrl: 'https://graph.facebook.com', said: [] })
    }
  })

  it.each(['http://127.0.0.1:4010', 'http://localhost:4010/', 'http://[::1]:4010'])('can be %s', (given) => {
    const { all, said } = of(given)
    expect(JSON.parse(all)).toEqual({
      graphUrl: new URL(given).origin,
      dialogUrl: new URL(given).origin,
      loginOrigins: [new URL(given).origin],
      ratesUrl: `${new URL(given).origin}/rates`,
      graphVersion: 'v26.0',
    })
    expect(said).toEqual(['info Meta is played by a sandbox'])
  })

  it.each([
    'http://example.org',
    'http://127.0.0.1.example.org:4010',
    'http://localhost.example.org',
    'http://127.0.0.1@example.org',
    'http://person:word@127.0.0.1:4010',
    'http://127.0.0.1:4010/path',
    'http://127.0.0.1:4010/?to=elsewhere',
    'https://127.0.0.1:4010',
    'http://192.168.1.10:4010',
    'file:///127.0.0.1',
    '127.0.0.1:4010',
    'nonsense',
  ])('is never %s', (given) => {
    const { graphUrl, all, said } = of(given)
    expect(graphUrl).toBe('https://graph.facebook.com')
    expect(all).not.toContain('4010')
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^error BUYDESK_META_URL refused/)
    expect(said[0]).not.toContain(given)
  })
})

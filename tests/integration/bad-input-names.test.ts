import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { HARD_NAMES } from '../../src/sandbox/names.ts'
import type { CampaignRow } from '../../src/shared/domain/objects.ts'
import { campaignsOf } from '../campaigns.ts'

/** Names as people and programs write them, from Meta's answer to the search field and back. */

let world: World
let names: ReadonlyMap<string, string>

/** Beside those of the sandbox: what HTML, SQL, spreadsheets and text direction make of a name. */
const MORE: readonly string[] = [
  `'); DROP TABLE campaign; --`,
  '100% _off_ \\% LIKE %',
  '{"json": "name"} ${code} {{template}}',
  '<script>alert("x")</script>&amp;&#39;',
  '‮reversed‬ ‏العربية‏ ‪mixed‬',
  'a\u0000b\ttab\nnew line\u2028separator',
  '   spaces around   ',
  'Zürich – café – naïve – İstanbul – Straße',
  '👨‍👩‍👧‍👦🏳️‍🌈🇰🇿e\u0301',
  'ᚠᛇᚻ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \ud83d lone half',
  '',
  'x'.repeat(400),
  '🔥'.repeat(400),
]

const query = (search: string): Promise<{ readonly rows: readonly CampaignRow[]; readonly total: number }> =>
  campaignsOf(world.call, {
    period: 'last30d',
    accountIds: [],
    statuses: ['ACTIVE', 'PAUSED', 'WITH_ISSUES', 'IN_PROCESS', 'ARCHIVED'],
    search,
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 500,
  })

beforeAll(async () => {
  const given = new Map<string, string>()
  world = await createTestApp({
    // The first campaigns that come are called what is wanted here, also where one is read by itself.
    http: (real) => async (request) => {
      const answer = await real(request)
      const alone = given.get(new URL(request.url).pathname.split('/').at(-1) ?? '')
      if (alone !== undefined && request.method === 'GET') {
        const row = JSON.parse(new TextDecoder().decode(answer.body)) as object
        return { ...answer, body: new TextEncoder().encode(JSON.stringify({ ...row, name: alone })) }
      }
      const items = JSON.parse(new URLSearchParams(request.body ?? '').get('batch') ?? '[]') as {
        relative_url: string
      }[]
      if (!items.some(({ relative_url: path }) => path.includes('/campaigns'))) return answer
      const whole = JSON.parse(new TextDecoder().decode(answer.body)) as { body: string }[]
      const renamed = whole.map((item, i) => {
        if (!items[i]?.relative_url.includes('/campaigns')) return item
        const page = JSON.parse(item.body) as { data: { id: string; name: string }[] }
        for (const row of page.data) {
          if (HARD_NAMES.includes(row.name)) continue
          const name = given.get(row.id) ?? MORE[given.size]
          if (name === undefined) continue
          given.set(row.id, name)
          row.name = name
        }
        return { ...item, body: JSON.stringify(page) }
      })
      return { ...answer, body: new TextEncoder().encode(JSON.stringify(renamed)) }
    },
  })
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  await world.call('sync.setPaused', { paused: true })
  names = given
})
afterAll(() => world.dispose())

/** Half a character is not text: JSON can carry it, UTF-8 cannot. */
const asStored = (name: string): string => name.toWellFormed()

describe('a name', () => {
  it.each(MORE.map((name, i) => [i, JSON.stringify(name).slice(0, 60), name] as const))(
    '%i %s arrives whole, in the table and in the inspector',
    async (i, _, name) => {
      const id = [...names.keys()][i] ?? ''
      expect(names.get(id)).toBe(name)
      const detail = await world.call('campaigns.get', { id, period: 'last30d' })
      expect(detail.row.name).toBe(asStored(name))
      const { rows } = await query('')
      expect(rows.find((row) => row.id === id)?.name).toBe(asStored(name))
    },
  )

  it('of the sandbox arrives whole, and is found by any part of it, in small letters and capitals', async () => {
    for (const name of HARD_NAMES) {
      // A search field takes 200 characters; letters of two halves are not torn.
      const letters = [...name]
      for (const part of [letters.slice(0, 12), letters.slice(3, 20), letters.slice(-9)].map((each) =>
        each.join('').trim(),
      )) {
        for (const search of [part, part.toLocaleLowerCase('en'), part.toLocaleUpperCase('en')]) {
          const { rows } = await query(search)
          expect(
            rows.map((row) => row.name),
            `searched by ${search}`,
          ).toContain(name)
        }
      }
    }
  })

  it('is found by what would mean something to SQL or to a pattern, and nothing else is', async () => {
    const only = async (search: string): Promise<string[]> => (await query(search)).rows.map(({ name }) => name)
    expect(await only(`'); DROP`)).toEqual([`'); DROP TABLE campaign; --`])
    expect(await only('100% _off_')).toEqual(['100% _off_ \\% LIKE %'])
    expect((await only('%')).every((name) => name.includes('%'))).toBe(true)
    expect((await only('_')).every((name) => name.includes('_'))).toBe(true)
    expect(await only('\\%')).toEqual(['100% _off_ \\% LIKE %'])
    expect(await only('</script>')).toEqual(['<script>alert("x")</script>&amp;&#39;'])
    expect(await only('${code}')).toEqual(['{"json": "name"} ${code} {{template}}'])
    expect(await only('👨‍👩‍👧‍👦')).toEqual(['👨‍👩‍👧‍👦🏳️‍🌈🇰🇿e\u0301'])
    expect(await only('ZÜRICH – CAFÉ')).toEqual(['Zürich – café – naïve – İstanbul – Straße'])
    expect(await only('العربية')).toEqual(['‮reversed‬ ‏العربية‏ ‪mixed‬'])
    expect(await only('no campaign is called this')).toEqual([])
    expect((await query('')).total).toBeGreaterThan(100)
  })

  it('goes through an edit, its journal and the alert list unchanged', async () => {
    for (const name of [MORE[0], MORE[3], HARD_NAMES[0]]) {
      const { rows } = await query((name ?? '').slice(0, 60))
      const row = rows.find((each) => each.name === name)
      if (!row || (row.status !== 'ACTIVE' && row.status !== 'PAUSED')) throw new Error(`${name} cannot be edited`)
      const after = row.status === 'ACTIVE' ? 'PAUSED' : 'ACTIVE'
      const edit = await world.call('edits.make', {
        accountId: row.accountId,
        objectId: row.id,
        change: { field: 'status', before: row.status, after },
        reason: `because of ${name}`,
      })
      expect(edit).toMatchObject({ objectName: name, reason: `because of ${name}`, state: 'confirmed' })
    }
    expect(await world.call('journal.check')).toMatchObject({ intact: true })
  })

  it('longer than the search field takes is refused with a sentence, never cut in silence', async () => {
    await expect(query('x'.repeat(201))).rejects.toThrow('badInput')
    expect((await query('x'.repeat(200))).rows.map(({ name }) => name)).toEqual(['x'.repeat(400)])
  })
})

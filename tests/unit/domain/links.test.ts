import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkIn, linkTo, placeOf } from '../../../src/shared/domain/links.ts'
import { ID_SHAPES, isRoom, kindsOf, ROOMS } from '../../../src/shared/domain/rooms.ts'
import type { SelectedKind } from '../../../src/shared/domain/rooms.ts'

const IDS: Readonly<Record<SelectedKind, string>> = {
  campaign: '120210000000123',
  adset: '120220000000123',
  ad: '120230000000123',
  account: 'act_310000076825300',
  alert: 'a-B_9',
  suggestion: 's1',
  strategy: 'x',
  edit: 'F3UT8dcIKe3-LpkdnEd1NA',
  set: 'Set-1_a',
  run: 'r',
  report: 'last7d',
  entry: 'log:1795012980000:n0wvl814bln36',
}

it('leads to every room and to everything that can be selected there, and back', () => {
  for (const room of ROOMS) {
    expect(placeOf(linkTo(room, null))).toEqual({ room, selected: null })
    expect(placeOf(`${linkTo(room, null)}/`)).toEqual({ room, selected: null })
    for (const kind of kindsOf(room)) {
      const selected = { kind, id: IDS[kind] }
      expect(placeOf(linkTo(room, selected))).toEqual({ room, selected })
    }
  }
})

it.each([
  'https://example.com/',
  'buydesk:',
  'buydesk://',
  'buydesk://open',
  'buydesk://open/',
  'buydesk://open//campaigns',
  'buydesk://delete/campaigns',
  'buydesk://open/campaigns/campaign',
  'buydesk://open/campaigns/campaign/',
  'buydesk://open/campaigns/account/act_1',
  'buydesk://open/settings/campaign/1',
  'buydesk://open/campaigns/campaign/1/2',
  'buydesk://open/campaigns/campaign/../../etc/passwd',
  'buydesk://open/campaigns/campaign/..%2f..%2fetc',
  'buydesk://open/campaigns/campaign/0',
  'buydesk://open/campaigns/campaign/1?x=1',
  'buydesk://open/campaigns?x=1',
  'buydesk://open/campaigns#x',
  'buydesk://open/campaigns/campaign/1%00',
  'buydesk://open/campaigns/campaign/1\u0000',
  'buydesk://open/campaigns/campaign/1\n',
  'buydesk://open/campaigns/campaign/１',
  'buydesk://open/__proto__',
  'buydesk://open/constructor/campaign/1',
  'buydesk://open/edits/edit/<script>',
  'buydesk://open/edits/edit/javascript:alert(1)',
  'BUYDESK://open/campaigns',
  `buydesk://open/edits/edit/${'a'.repeat(65)}`,
  `buydesk://open/campaigns${'/'.repeat(400)}`,
])('is refused: %s', (link) => expect(placeOf(link)).toBeNull())

describe('whatever comes', () => {
  it('is a room of the list and an id of its shape, or nothing', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(...ROOMS, 'campaign', 'account', 'edit', 'entry', '..', '1', 'act_1', '%3A'),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const place = placeOf(`buydesk://open/${parts.join('/')}`)
        if (!place) return
        expect(isRoom(place.room)).toBe(true)
        if (place.selected) expect(place.selected.id).toMatch(ID_SHAPES[place.selected.kind])
      }),
    )
  })
})

it('is found among the arguments of a start, and no longer than a link may be', () => {
  expect(linkIn(['node', 'main', '--data-dir', '/x', 'buydesk://open/alerts'])).toBe('buydesk://open/alerts')
  expect(linkIn(['BuyDesk:x'])).toBe('BuyDesk:x')
  expect(linkIn(['--data-dir', '/buydesk:'])).toBeNull()
  expect(linkIn([`buydesk:${'a'.repeat(9999)}`])?.length).toBeLessThan(400)
})

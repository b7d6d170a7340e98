import { describe, expect, it } from 'vitest'
import { evidenceText } from '../../../../src/renderer/features/alerts/evidence-text.ts'
import { formatOf } from '../../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../../src/renderer/strings/catalogue.ts'
import { changeText } from '../../../../src/renderer/ui/changes.ts'
import { sparklineRuns } from '../../../../src/renderer/ui/sparkline.tsx'
import type { Alert } from '../../../../src/shared/domain/alerts.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const alert: Alert = {
  id: 'a',
  kind: 'spendWithoutResult',
  severity: 'warn',
  accountId: 'act_1',
  accountName: 'Acme EU',
  objectId: '1',
  objectName: 'X',
  currency: 'USD',
  atRisk: 52_100_000,
  evidence: {
    kind: 'spendWithoutResult',
    spend: 52_100_000,
    dailyBudget: 80_000_000,
    results: 0,
    day: '2026-01-02',
    asOf: 0,
  },
  openedAt: 0,
  updatedAt: 0,
  acknowledgedAt: null,
  resolvedAt: null,
  resolution: null,
}

describe('words of the rooms', () => {
  it('says why an alert opened, with the amounts', () => {
    expect(evidenceText(CATALOGUES.en, formatOf('en'), alert)).toBe(
      'Spent $52.10 of $80.00 daily budget today (65%), no result.',
    )
    expect(plain(evidenceText(CATALOGUES.ru, formatOf('ru'), alert))).toBe(
      'Сегодня потрачено 52,10 $ из 80,00 $ дневного бюджета (65 %), результатов нет.',
    )
  })

  it('declines Russian numbers', () => {
    const { campaigns, alerts, edits } = CATALOGUES.ru
    expect([1, 2, 5, 11, 21, 22].map((count) => campaigns.found(count))).toEqual([
      '1 кампания',
      '2 кампании',
      '5 кампаний',
      '11 кампаний',
      '21 кампания',
      '22 кампании',
    ])
    expect(alerts.tokenExpiringText(1)).toMatch(/^Остался 1 день/)
    expect(alerts.tokenExpiringText(3)).toMatch(/^Осталось 3 дня/)
    expect(plain(edits.count(1203))).toBe('1 203 правки')
  })

  it('says a change with both sides', () => {
    const budget = { field: 'dailyBudget', before: 80_000_000, after: 96_000_000 } as const
    expect(changeText(CATALOGUES.en, formatOf('en'), budget, 'GBP', 'UTC')).toBe('Daily budget: £80.00 → £96.00')
    expect(
      changeText(CATALOGUES.ru, formatOf('ru'), { field: 'status', before: 'ACTIVE', after: 'PAUSED' }, 'GBP', 'UTC'),
    ).toBe('Статус: Активна → Пауза')
  })

  it('says when something ends by the clock of its account, and which clock it is where that is not known', () => {
    const end = { field: 'endsAt', before: null, after: Date.UTC(2026, 11, 31, 18, 59) } as const
    const inZone = (zone: string | undefined): string =>
      plain(changeText(CATALOGUES.en, formatOf('en'), end, 'KZT', zone)).replace(/^.*→ /, '')
    expect(['Asia/Almaty', 'America/New_York', undefined].map(inZone)).toEqual([
      'Dec 31, 2026, 23:59',
      'Dec 31, 2026, 13:59',
      'Dec 31, 2026, 18:59 UTC',
    ])
  })

  it('cuts a long name between characters, and keeps its direction to itself', () => {
    const { quoted } = formatOf('en')
    expect(quoted('Spring')).toBe('“\u2068Spring\u2069”')
    const cut = quoted('👩‍👩‍👧‍👦'.repeat(60), 10)
    expect(cut).toBe(`“\u2068${'👩‍👩‍👧‍👦'.repeat(9)}…\u2069”`)
    expect(formatOf('ru').quoted('Лето')).toBe('«\u2068Лето\u2069»')
  })

  it('breaks a trend line where nothing was measured', () => {
    expect(sparklineRuns([1, 2, null, 4, null], 40, 10)).toHaveLength(2)
    expect(sparklineRuns([null, null], 40, 10)).toEqual([])
    expect(sparklineRuns([0, 0], 40, 10)).toEqual(['0.0,10.0 40.0,10.0'])
  })
})

import { expect, it } from 'vitest'
import { figureColumns } from '../../../src/renderer/features/campaigns/figure-columns.tsx'
import { askedKindOf } from '../../../src/renderer/features/campaigns/use-asked.ts'
import type { AskedFigures } from '../../../src/renderer/features/campaigns/use-asked.ts'
import { formatOf } from '../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import type { FigureInfo } from '../../../src/renderer/ui/figure-info.ts'
import type { FigureId, TableObject, TableRow } from '../../../src/shared/domain/table.ts'
import { errorSentence } from '../../../src/shared/words/words.ts'

const [strings, format] = [CATALOGUES.en, formatOf('en')]
const HOUR = 3_600_000
const info = (id: FigureId, formula: string | null = null): FigureInfo => ({
  id,
  name: 'Reach',
  fullName: 'Reach',
  hint: '',
  unit: 'count',
  better: 'up',
  group: '',
  formula,
})
const row = (value: number | null, size = 1): TableRow => ({
  key: '1',
  size,
  group: '',
  object: size > 1 ? null : ({ accountId: 'act_1', zone: 'UTC' } as TableObject),
  currency: 'USD',
  converted: null,
  values: [value],
  comparable: null,
  before: null,
  resultType: null,
  asOf: 30 * HOUR,
  partial: false,
  beforePartial: false,
  trend: null,
})
const asked = (patch: Partial<AskedFigures> = {}): AskedFigures => ({
  accounts: new Map(),
  at: null,
  isAsking: false,
  failure: null,
  ...patch,
})
const title = (of: TableRow, how: AskedFigures | null): string | undefined =>
  figureColumns({
    info: info('reach'),
    at: 0,
    strings,
    format,
    currency: 'USD',
    aspects: ['value'],
    compared: null,
    isByHour: false,
    underWay: false,
    asked: how,
    sentence: (failure) => errorSentence('en', failure),
    judge: null,
  })[0]?.title?.(of)

it('says of what Meta is asked for how old it is itself, or why it is not there', () => {
  expect(title(row(null), asked({ isAsking: true }))).toBe(strings.asked.asking)
  expect(title(row(null), asked())).toBe(strings.metrics.notRead)
  const failure = { code: 'offline', data: {} } as const
  const refused = asked({ accounts: new Map([['act_1', { at: null, failure }]]) })
  expect(title(row(null), refused)).toBe(`${strings.metrics.notRead}\n${errorSentence('en', failure)}`)
  expect(title(row(null), asked({ failure }))).toContain(errorSentence('en', failure))

  // Read six hours after the epoch, the row's other figures a day later.
  const old = asked({ accounts: new Map([['act_1', { at: 6 * HOUR, failure }]]) })
  const own = format.exact(6 * HOUR, 'UTC')
  expect(title(row(null), old)).toBe(`${strings.metrics.nothingMeasured}\n${own}\n${errorSentence('en', failure)}`)
  expect(title(row(500), old)).toBe(`Reach: 500\n${own}\n${errorSentence('en', failure)}`)
  expect(title(row(500), null)).toBe(`Reach: 500\n${format.exact(30 * HOUR, 'UTC')}`)
  expect(title(row(null, 7), old)).toBe(strings.metrics.neverAddedUp)
})

it('asks for reach, for what is made of it, and for windows', () => {
  expect(askedKindOf(info('reach'))).toBe('reach')
  expect(askedKindOf(info('frequency'))).toBe('reach')
  expect(askedKindOf(info('spend'))).toBeNull()
  expect(askedKindOf(info('purchases@7d_click'))).toBe('windows')
  expect(askedKindOf(info('formula:1', 'spend / reach'))).toBe('reach')
})

it('colours a difference only where it tells something: not of days read in part, nor of a day under way', () => {
  const compared: TableRow = { ...row(120), before: [100] }
  const columns = (underWay: boolean) =>
    figureColumns({
      info: info('clicks'),
      at: 0,
      strings,
      format,
      currency: 'USD',
      aspects: ['value', 'before', 'changePercent'],
      compared: { since: '2026-01-01', until: '2026-01-02' },
      isByHour: false,
      underWay,
      asked: null,
      sentence: (failure) => errorSentence('en', failure),
      judge: null,
    })
  const [value, before, change] = columns(false)
  const half = { ...compared, beforePartial: true }
  expect(change?.title?.(compared)).not.toContain(strings.metrics.partialBefore)
  const tones = [change?.tone?.(compared), change?.tone?.(half), columns(true)[2]?.tone?.(compared)]
  expect(new Set(tones).size).toBe(3)
  expect([value?.tone?.(half), before?.tone?.(half)]).toEqual([undefined, tones[1]])
  for (const column of [before, change]) expect(column?.title?.(half)).toContain(strings.metrics.partialBefore)
  expect(columns(true)[2]?.title?.(compared)).toContain(strings.metrics.underWay)
  // Nothing of those days was read: no change from nothing, and why.
  const none = { ...half, before: [null] }
  expect([change?.value?.(none), change?.title?.(none)]).toEqual([null, strings.metrics.partialBefore])
})

import { expect, it } from 'vitest'
import { settingText } from '../../../../src/renderer/features/campaigns/window-words.ts'
import { CATALOGUES } from '../../../../src/renderer/strings/catalogue.ts'

it('says an ad set’s setting in words, the click first, and Meta’s own word where there is none', () => {
  const said = (setting: string | null) => [settingText(CATALOGUES.en, setting), settingText(CATALOGUES.ru, setting)]
  expect(said('7d_click')).toEqual(['7-day click', '7 дней после клика'])
  expect(said('1d_view_7d_click')).toEqual(['7-day click, 1-day view', '7 дней после клика, 1 день после просмотра'])
  expect(said('1d_view_7d_click_1d_ev')[0]).toBe('7-day click, 1-day view, 1-day engaged view')
  expect(said('multiple')).toEqual(['Differs by ad set', 'У групп по-разному'])
  expect(said('90d_click')[0]).toBe('90d_click')
  expect(said('7d_click_90d_view')[0]).toBe('7d_click_90d_view')
  expect(said('skan')[0]).toBe('skan')
  expect(said(null)).toEqual([null, null])
})

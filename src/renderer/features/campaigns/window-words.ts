import { WINDOW_NAMES } from '../../../shared/domain/attribution.ts'
import type { Strings } from '../../strings/catalogue.ts'

/** An ad set's setting in words: `1d_view_7d_click` is `7-day click, 1-day view`. Null: Meta did not say; its own word where we have none. */
export const settingText = ({ campaigns: { byWindow } }: Strings, setting: string | null): string | null => {
  if (setting === null) return null
  if (setting === 'multiple') return byWindow.multiple
  const parts = setting.split(/_(?=\d)/)
  const known = WINDOW_NAMES.filter((name) => parts.includes(name))
  return known.length === parts.length ? known.map((name) => byWindow.windows[name]).join(', ') : setting
}

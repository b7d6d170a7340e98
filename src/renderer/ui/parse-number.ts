import type { Locale } from '../../shared/domain/connection.ts'

/**
 * A number as people of either language type it: `1,234.5` and `1 234,5`. Null when it is not one. Spaces group;
 * where both marks are there the last one is the decimal; a single mark followed by three digits groups if it is the
 * locale's own grouping mark.
 */
export const parseNumber = (text: string, locale: Locale): number | null => {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^\u2212/, '-')
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(plain)) return null
  const marks = plain.match(/[.,]/g) ?? []
  const last = marks.at(-1)
  const grouping = locale === 'en' ? ',' : '.'
  const onlyGroups =
    marks.every((mark) => mark === last) &&
    (marks.length > 1 || last === grouping) &&
    /^-?\d{1,3}([.,]\d{3})+$/.test(plain)
  if (last === undefined || onlyGroups) return Number(plain.replace(/[.,]/g, ''))
  const at = plain.lastIndexOf(last)
  const whole = plain.slice(0, at)
  const fraction = plain.slice(at + 1)
  if (whole.includes(last) || !/^-?(\d*|\d{1,3}([.,]\d{3})+)$/.test(whole)) return null
  const value = Number(`${whole.replace(/[.,]/g, '') || '0'}.${fraction || '0'}`)
  return Number.isFinite(value) ? value : null
}

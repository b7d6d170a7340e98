import { z } from 'zod'
import type { Issue } from '../../../shared/domain/objects.ts'
import { list, lookUp, oneOf, rowsOf, signed, text, understood } from './lenient.ts'
import type { Asked } from './node.ts'

const LEVELS: Readonly<Record<string, Issue['level']>> = {
  ACCOUNT: 'account',
  CAMPAIGN: 'campaign',
  AD_SET: 'adset',
  AD: 'ad',
}

const wire = z.object({
  level: text,
  error_code: signed,
  error_summary: text,
  error_message: text,
  error_type: oneOf(['HARD_ERROR', 'SOFT_ERROR']),
})

const decodeIssue = (row: unknown): Issue | null => {
  const issue = understood(wire, row)
  return (
    issue && {
      level: lookUp(LEVELS, issue.level ?? '') ?? 'UNKNOWN',
      code: issue.error_code,
      summary: issue.error_summary ?? '',
      message: issue.error_message ?? '',
      hard: issue.error_type === 'HARD_ERROR' ? true : issue.error_type === 'SOFT_ERROR' ? false : null,
    }
  )
}

/** Meta leaves an empty list out, so none means none unless it was not asked for. */
export const issuesOf = (row: { readonly issues_info: readonly unknown[] | null }, asked: Asked) =>
  asked.without.has('issues_info') ? null : rowsOf(row.issues_info, decodeIssue)

export const issuesField = { issues_info: list }

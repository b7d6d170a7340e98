import type { Alert, ConnectionAlertKind, Severity } from '../../../shared/domain/alerts.ts'
import { tokenStep } from '../../../shared/domain/alerts.ts'
import type { TokenState } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { openAlert, resolvedAlert } from './life.ts'

const DAY_MS = 86_400_000

export interface ConnectionProblem {
  readonly severity: Severity
  /** Days left, for `tokenExpiring`. */
  readonly days: number | null
}

/** What is wrong with a token; null entries resolve. Null as a whole: not checked, so nothing is known. */
export const tokenProblems = (
  { status, expiresAt }: Pick<TokenState, 'status' | 'expiresAt'>,
  now: Instant,
): Readonly<Record<'tokenInvalid' | 'tokenExpiring', ConnectionProblem | null>> | null => {
  if (status === 'unchecked') return null
  if (status !== 'valid') return { tokenInvalid: { severity: 'bad', days: null }, tokenExpiring: null }
  const days = expiresAt === null ? null : Math.max(0, Math.floor((expiresAt - now) / DAY_MS))
  const step = days === null ? null : tokenStep(days)
  return {
    tokenInvalid: null,
    tokenExpiring: step === null ? null : { severity: step <= 3 ? 'bad' : 'warn', days },
  }
}

/** A lower step is a new warning, told again even where the one before it was acknowledged. */
const nearer = (alert: Alert, problem: ConnectionProblem): boolean => {
  const before = alert.evidence.kind === 'spendWithoutResult' ? null : alert.evidence.days
  if (problem.days === null || before === null) return false
  return (tokenStep(problem.days) ?? Infinity) < (tokenStep(before) ?? Infinity)
}

export const connectionAlert = (
  kind: ConnectionAlertKind,
  problem: ConnectionProblem | null,
  open: Alert | null,
  { now, id }: { readonly now: Instant; readonly id: () => string },
): { readonly changed: readonly Alert[]; readonly opened: readonly Alert[] } => {
  if (!problem) {
    return open ? { changed: [resolvedAlert(open, 'connection', now)], opened: [] } : { changed: [], opened: [] }
  }
  const evidence = { kind, days: problem.days } as const
  if (!open) {
    const alert = openAlert(
      {
        id: id(),
        kind,
        severity: problem.severity,
        accountId: null,
        accountName: null,
        objectId: null,
        objectName: null,
        currency: null,
        atRisk: 0,
        evidence,
      },
      now,
    )
    return { changed: [], opened: [alert] }
  }
  const updated: Alert = { ...open, severity: problem.severity, evidence, updatedAt: now }
  if (nearer(open, problem)) return { changed: [], opened: [{ ...updated, acknowledgedAt: null }] }
  const same = open.severity === problem.severity && JSON.stringify(open.evidence) === JSON.stringify(evidence)
  return { changed: same ? [] : [updated], opened: [] }
}

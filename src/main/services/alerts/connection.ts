import type { Alert, ConnectionAlertKind, Severity, TokenAlertKind } from '../../../shared/domain/alerts.ts'
import { tokenStep } from '../../../shared/domain/alerts.ts'
import type { TokenState } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { openAlert, resolvedAlert } from './life.ts'

const DAY_MS = 86_400_000

export interface ConnectionProblem {
  readonly severity: Severity
  /** Whole days left, for `tokenExpiring` and `dataAccessExpiring`; negative: it has ended. */
  readonly days: number | null
}

const ending = (days: number | null): ConnectionProblem | null => {
  const step = days === null ? null : tokenStep(days)
  return step === null ? null : { severity: step <= 3 ? 'bad' : 'warn', days }
}

type TokenFacts = Pick<TokenState, 'status' | 'expiresAt' | 'dataAccessExpiresAt' | 'failure'>

/** What is wrong with a token at `now` of Meta's clock. Null resolves; what is left out is not known and stays as it is. */
export const tokenProblems = (
  { status, expiresAt, dataAccessExpiresAt, failure }: TokenFacts,
  now: Instant,
): Readonly<Partial<Record<TokenAlertKind, ConnectionProblem | null>>> => {
  const checkpoint = failure?.code === 'checkpoint' ? ({ severity: 'bad', days: null } as const) : null
  if (status === 'unchecked') return checkpoint ? { checkpoint } : {}
  const daysTo = (at: Instant | null): number | null => (at === null ? null : Math.floor((at - now) / DAY_MS))
  if (status !== 'valid') {
    // One that somebody took away is not missed.
    const missed = status !== 'missing' || failure !== null
    return {
      tokenInvalid: missed ? { severity: 'bad', days: null } : null,
      tokenExpiring: null,
      dataAccessExpiring: null,
      checkpoint: null,
    }
  }
  const days = daysTo(expiresAt)
  return {
    tokenInvalid: null,
    tokenExpiring: ending(days === null ? null : Math.max(0, days)),
    dataAccessExpiring: ending(daysTo(dataAccessExpiresAt)),
    checkpoint,
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

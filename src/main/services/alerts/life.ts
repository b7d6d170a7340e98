import type { Alert } from '../../../shared/domain/alerts.ts'
import type { Instant } from '../../../shared/domain/day.ts'

/** A new alert: nobody has seen it, and nothing has ended it. */
export const openAlert = (
  about: Omit<Alert, 'openedAt' | 'updatedAt' | 'acknowledgedAt' | 'resolvedAt' | 'resolution'>,
  now: Instant,
): Alert => ({ ...about, openedAt: now, updatedAt: now, acknowledgedAt: null, resolvedAt: null, resolution: null })

export const resolvedAlert = (alert: Alert, resolution: Alert['resolution'], now: Instant): Alert => ({
  ...alert,
  updatedAt: now,
  resolvedAt: now,
  resolution,
})

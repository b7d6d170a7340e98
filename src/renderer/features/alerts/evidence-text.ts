import { hasEnded } from '../../../shared/domain/alerts.ts'
import type { Alert } from '../../../shared/domain/alerts.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'

/** Why it opened, as a sentence with the figures. */
export const evidenceText = ({ alerts }: Strings, format: Format, { evidence, currency }: Alert): string => {
  switch (evidence.kind) {
    case 'spendWithoutResult': {
      const money = (micros: number): string => format.money(micros, currency ?? 'USD')
      const share = evidence.dailyBudget > 0 ? evidence.spend / evidence.dailyBudget : null
      return alerts.evidence(
        money(evidence.spend),
        money(evidence.dailyBudget),
        format.share(share),
        alerts.results(evidence.results),
      )
    }
    case 'tokenExpiring':
      return alerts.tokenExpiringText(evidence.days ?? 0)
    case 'dataAccessExpiring':
      return hasEnded(evidence) ? alerts.dataAccessEndedText : alerts.dataAccessExpiringText(evidence.days ?? 0)
    case 'checkpoint':
      return alerts.checkpointText
    case 'tokenInvalid':
      return alerts.tokenInvalidText
    case 'syncFailing':
      return alerts.syncFailingText
  }
}

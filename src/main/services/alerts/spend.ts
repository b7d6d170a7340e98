import type { Alert, SpendWithoutResultRule } from '../../../shared/domain/alerts.ts'
import { countsResults, judgeSpend } from '../../../shared/domain/alerts.ts'
import type { Day } from '../../../shared/domain/day.ts'
import { delivers, isStale } from '../../../shared/domain/delivery.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import type { JudgedCampaign } from '../../db/store.ts'
import type { WorkspaceContext } from '../context.ts'
import { openAlert, resolvedAlert } from './life.ts'

const dayOf = (alert: Alert | undefined): Day | null =>
  alert?.evidence.kind === 'spendWithoutResult' ? alert.evidence.day : null

/** What an evaluation changes: `opened` are new, `changed` were open before. */
export const judgeCampaigns = async (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'ranges'>,
  rule: SpendWithoutResultRule,
  newId: () => string,
): Promise<{ readonly changed: readonly Alert[]; readonly opened: readonly Alert[] }> => {
  const { store, graph, clock } = context
  const now = clock.now()
  const open = (await store.openAlerts()).filter(({ kind }) => kind === rule.kind)
  if (!rule.enabled) return { changed: open.map((alert) => resolvedAlert(alert, 'ruleOff', now)), opened: [] }

  const ranges = await context.ranges('today')
  const days = new Map<AccountId, Day>(ranges.map(({ accountId, since }) => [accountId, since]))
  const openOf = new Map(open.map((alert) => [alert.objectId, alert]))
  const changed: Alert[] = []
  const opened: Alert[] = []

  const judge = ({ campaign, accountName, currency, windows, pending }: JudgedCampaign, today: Day): void => {
    const alert = openOf.get(campaign.id)
    const figures = windows['today']
    const verdict = judgeSpend(
      rule,
      {
        today,
        delivering: delivers(campaign, graph.now()),
        hasResults: countsResults(campaign.objective),
        dailyBudget: campaign.budget?.kind === 'daily' ? campaign.budget.amount : null,
        spend: figures?.sums.spend ?? null,
        results: figures?.sums.results ?? null,
        asOf: figures?.asOf ?? null,
        // While an edit is open, neither the status nor the budget here is certain.
        unreliable: !figures || figures.partial || pending || isStale('today', figures.asOf, now),
      },
      dayOf(alert),
    )
    if (verdict.kind === 'resolve' && alert) changed.push(resolvedAlert(alert, verdict.resolution, now))
    if (verdict.kind !== 'raise') return
    const { severity, evidence } = verdict
    if (!alert) {
      opened.push(
        openAlert(
          {
            id: newId(),
            kind: rule.kind,
            severity,
            accountId: campaign.accountId,
            accountName,
            objectId: campaign.id,
            objectName: campaign.name,
            currency,
            atRisk: evidence.spend,
            evidence,
          },
          now,
        ),
      )
    } else if (JSON.stringify(alert.evidence) !== JSON.stringify(evidence) || alert.severity !== severity) {
      changed.push({ ...alert, severity, objectName: campaign.name, atRisk: evidence.spend, evidence, updatedAt: now })
    }
  }

  const judged = await store.judged({ today: ranges })
  for (const one of judged) {
    const today = days.get(one.campaign.accountId)
    if (today !== undefined) judge(one, today)
  }
  // Archived, deleted, or in an account that is no longer watched.
  const present = new Set(judged.map(({ campaign }) => campaign.id))
  for (const alert of open) {
    if (alert.objectId === null || !present.has(alert.objectId))
      changed.push(resolvedAlert(alert, 'notDelivering', now))
  }
  return { changed, opened }
}

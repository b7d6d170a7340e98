import type { Instant } from '../../../shared/domain/day.ts'
import { delivers, isStale } from '../../../shared/domain/delivery.ts'
import { RULE_WINDOWS } from '../../../shared/domain/rules.ts'
import type { RuleWindow } from '../../../shared/domain/rules.ts'
import type { JudgedFacts, Strategy } from '../../../shared/domain/strategies.ts'
import { judgeBranch, stopLossBranches, windowsOf } from '../../../shared/domain/strategies.ts'
import type { JudgedCampaign } from '../../db/store.ts'
import type { Judgement } from '../suggestions/index.ts'

const oldest = (windows: readonly RuleWindow[], seen: JudgedCampaign['windows']): Instant | null =>
  windows.reduce<Instant | null>((least, window) => {
    const at = seen[window]?.asOf ?? null
    return at === null ? least : least === null ? at : Math.min(least, at)
  }, null)

/**
 * Every branch of the strategy for every campaign of its accounts and currency. `now` is this computer's, by which the
 * age of figures is known; `metaNow` is Meta's, by which campaigns begin and end.
 */
export const judgeAll = (
  strategy: Pick<Strategy, 'form' | 'accountIds' | 'currency'>,
  campaigns: readonly JudgedCampaign[],
  { now, metaNow }: { readonly now: Instant; readonly metaNow: Instant },
): readonly Judgement[] => {
  const branches = stopLossBranches(strategy.form)
  const accounts = new Set(strategy.accountIds)
  return campaigns
    .filter(({ campaign, currency }) => accounts.has(campaign.accountId) && currency === strategy.currency)
    .flatMap(({ campaign, accountName, windows, pending }) => {
      const facts: JudgedFacts = {
        budget: campaign.budget,
        delivering: delivers(campaign, metaNow),
        pendingEdit: pending,
        windows: Object.fromEntries(
          RULE_WINDOWS.flatMap((window) => {
            const seen = windows[window]
            if (!seen) return []
            return [[window, { sums: seen.sums, stale: isStale(window, seen.asOf, now), partial: seen.partial }]]
          }),
        ),
      }
      return branches.map((branch): Judgement => ({
        decision: {
          objectId: campaign.id,
          objectName: campaign.name,
          accountId: campaign.accountId,
          ...judgeBranch(branch, facts),
        },
        accountName,
        budget: campaign.budget,
        spend: windows[strategy.form.window]?.sums.spend ?? null,
        asOf: oldest(windowsOf([branch]), windows),
      }))
    })
}

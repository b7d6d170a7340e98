import type { GuardFinding } from '../../shared/domain/edits-guards.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** Shares are said to a tenth of a percent. */
const LEAST_SHARE = 0.001

/** A finding as a sentence; times by the account's clock. */
export const guardText = (
  { guards }: Strings,
  format: Format,
  finding: GuardFinding,
  { currency, zone }: { readonly currency: Currency; readonly zone: string },
): string => {
  const money = (micros: number): string => format.money(micros, currency)
  switch (finding.kind) {
    case 'unusual':
      if (finding.times > 1) return guards.timesMore(Math.round(finding.times), money(finding.usual))
      return finding.times < LEAST_SHARE
        ? guards.lessThan(money(finding.usual))
        : guards.shareOf(format.changeShare(finding.times), money(finding.usual))
    case 'decimals':
      return finding.times > 1 ? guards.decimalsMore(money(finding.usual)) : guards.decimalsLess(money(finding.usual))
    case 'swapped':
      return finding.field === 'dailyBudget'
        ? guards.swappedDaily(money(finding.usual))
        : guards.swappedLifetime(money(finding.usual))
    case 'belowMinimum':
      return guards.belowMinimum(money(finding.least))
    case 'aboveMost':
      return currency === 'USD' ? guards.aboveMostHere(money(finding.most)) : guards.aboveMost(money(finding.most))
    case 'overLimit':
      if (finding.takesAway) return guards.noCap
      return finding.limit === 'unknown' ? guards.overLimitUnknown : guards.overLimit(money(finding.limit))
    case 'fourthBudgetChange':
    case 'budgetChangesSpent':
      return guards[finding.kind](format.time(finding.freeAt, zone))
    case 'resetsLearning': {
      const sentence = guards.learning[finding.learning]
      if (finding.share === null) return sentence
      const sign = finding.share > 0 ? '+' : '\u2212'
      const change = `${sign}${format.changeShare(Math.abs(finding.share))}`
      return finding.learning === 'BELOW' ? guards.learningBelowBy(change) : guards.learningBy(change, sentence)
    }
    case 'endsInPast':
    case 'hasEnded':
    case 'endsBeforeStart':
      return guards[finding.kind](format.fullDateTime(finding.at, zone))
    case 'twoBudgets':
    case 'lifetimeWithoutEnd':
    case 'noEnd':
      return guards[finding.kind]
  }
}

import type { LimitReading } from '../../shared/domain/connection.ts'
import type { AccountId } from '../../shared/domain/objects.ts'

/** One limit of Meta's as an answer's headers tell it. */
export interface Usage {
  readonly accountId: AccountId | null
  readonly system: LimitReading['system']
  /** Which of the system's limits: `ads_insights`, `ads_management` …; empty where there is one. */
  readonly name: string
  /** 0 to 1, and above when over the limit. */
  readonly share: number
  /** How long Meta looks back: after that much silence the share is 0 again. */
  readonly windowMs: number
}

export interface UsageFound {
  readonly usage: Usage
  /** Until calls may go on; 0: they may. */
  readonly regainMs: number
  readonly tier: string | null
}

const SECOND = 1000
const HOUR = 3600 * SECOND

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

const parsed = (text: string | undefined): Fields | null => {
  if (text === undefined) return null
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return null
  }
}

const numberOf = (value: unknown): number => {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : 0
}
const shareOf = (fields: Fields, ...names: readonly string[]): number =>
  Math.max(...names.map((name) => numberOf(fields[name]))) / 100
const tierOf = (fields: Fields): string | null => {
  const tier = fields['ads_api_access_tier']
  return typeof tier === 'string' ? tier : null
}

/**
 * Reads every usage header of an answer, or of one item of a batch. `accounts` are those it was for: what is said of
 * an account without naming it is said of each of them.
 */
export const usageOf = (headers: Readonly<Record<string, string>>, accounts: readonly AccountId[]): UsageFound[] => {
  const found: UsageFound[] = []
  const whose: readonly (AccountId | null)[] = accounts.length > 0 ? [...new Set(accounts)] : [null]

  const app = parsed(headers['x-app-usage'])
  if (app) {
    const share = shareOf(app, 'call_count', 'total_time', 'total_cputime')
    found.push({ usage: { accountId: null, system: 'app', name: '', share, windowMs: HOUR }, regainMs: 0, tier: null })
  }

  const account = parsed(headers['x-ad-account-usage'])
  if (account) {
    const share = shareOf(account, 'acc_id_util_pct')
    const windowMs = (numberOf(account['reset_time_duration']) || 300) * SECOND
    for (const accountId of whose) {
      found.push({
        usage: { accountId, system: 'account', name: '', share, windowMs },
        regainMs: 0,
        tier: tierOf(account),
      })
    }
  }

  const insights = parsed(headers['x-fb-ads-insights-throttle'])
  if (insights) {
    const tier = tierOf(insights)
    const name = 'throttle'
    const ofApp = shareOf(insights, 'app_id_util_pct')
    found.push({
      usage: { accountId: null, system: 'insights', name, share: ofApp, windowMs: 300 * SECOND },
      regainMs: 0,
      tier,
    })
    const share = shareOf(insights, 'acc_id_util_pct')
    for (const accountId of whose) {
      found.push({ usage: { accountId, system: 'insights', name, share, windowMs: 300 * SECOND }, regainMs: 0, tier })
    }
  }

  for (const [id, list] of Object.entries(parsed(headers['x-business-use-case-usage']) ?? {})) {
    const named = accounts.filter((each) => each === `act_${id}` || each === id)
    for (const each of Array.isArray(list) ? list : [list]) {
      const fields = fieldsOf(each)
      if (!fields) continue
      const share = shareOf(fields, 'call_count', 'total_cputime', 'total_time')
      const name = typeof fields['type'] === 'string' ? fields['type'] : ''
      const regainMs = numberOf(fields['estimated_time_to_regain_access']) * 60 * SECOND
      for (const accountId of named.length > 0 ? named : whose) {
        found.push({
          usage: { accountId, system: 'businessUseCase', name, share, windowMs: HOUR },
          regainMs,
          tier: tierOf(fields),
        })
      }
    }
  }
  return found
}

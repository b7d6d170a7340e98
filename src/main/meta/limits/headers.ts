import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { HOUR, MINUTE, THROTTLE_FADES_MS, tierOf } from './rules.ts'
import type { Tier } from './rules.ts'

/** One limit of Meta's as an answer's headers tell it. */
export interface Said {
  readonly accountId: AccountId | null
  readonly system: LimitReading['system']
  /** Which of the system's limits: `ads_insights`, `ads_management` …; empty where there is one. */
  readonly name: string
  /** 0 to 1, and above when over the limit. */
  readonly share: number
  /** After that much silence the share is 0 again; null: as long as the limit's own window. */
  readonly lastsMs: number | null
  /** Until calls may go on; 0: they may. */
  readonly regainMs: number
  readonly tier: Tier | null
}

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

const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? Math.max(0, number) : null
}
/** The highest of the named percentages; null: none of them is there, and nothing was said. */
const shareOf = (fields: Fields, ...names: readonly string[]): number | null => {
  const found = names.map((name) => numberOf(fields[name])).filter((each) => each !== null)
  return found.length === 0 ? null : Math.max(...found) / 100
}
const tierIn = (fields: Fields): Tier | null => {
  const tier = fields['ads_api_access_tier']
  return typeof tier === 'string' ? tierOf(tier) : null
}

/**
 * Reads every usage header of an answer, or of one item of a batch. `accounts` are those it was for. What is said of
 * an account without naming it is taken only where there is one: the items of a batch tell each their own.
 */
export const saidIn = (headers: Readonly<Record<string, string>>, accounts: readonly AccountId[]): Said[] => {
  const found: Said[] = []
  const whose = [...new Set(accounts)]
  const only = whose.length === 1 ? (whose[0] ?? null) : null
  const say = (share: number | null, said: Omit<Said, 'share' | 'lastsMs' | 'regainMs'> & Partial<Said>) => {
    if (share !== null) found.push({ lastsMs: null, regainMs: 0, ...said, share })
  }

  const app = parsed(headers['x-app-usage'])
  if (app) {
    const share = shareOf(app, 'call_count', 'total_time', 'total_cputime')
    say(share, { accountId: null, system: 'app', name: '', tier: null })
  }

  const account = parsed(headers['x-ad-account-usage'])
  if (account && only !== null) {
    const seconds = numberOf(account['reset_time_duration']) ?? 0
    const lastsMs = seconds > 0 ? Math.min(seconds * 1000, HOUR) : null
    say(shareOf(account, 'acc_id_util_pct'), {
      accountId: only,
      system: 'account',
      name: '',
      lastsMs,
      tier: tierIn(account),
    })
  }

  const insights = parsed(headers['x-fb-ads-insights-throttle'])
  if (insights) {
    const common = {
      system: 'insights',
      name: 'throttle',
      lastsMs: THROTTLE_FADES_MS,
      tier: tierIn(insights),
    } as const
    say(shareOf(insights, 'app_id_util_pct'), { ...common, accountId: null })
    if (only !== null) say(shareOf(insights, 'acc_id_util_pct'), { ...common, accountId: only })
  }

  for (const [id, list] of Object.entries(parsed(headers['x-business-use-case-usage']) ?? {})) {
    const named = whose.filter((each) => each === `act_${id}` || each === id)
    for (const each of Array.isArray(list) ? list : [list]) {
      const fields = fieldsOf(each)
      if (!fields) continue
      const share = shareOf(fields, 'call_count', 'total_cputime', 'total_time')
      const name = typeof fields['type'] === 'string' ? fields['type'] : ''
      const regainMs = (numberOf(fields['estimated_time_to_regain_access']) ?? 0) * MINUTE
      // A business's own id: its limit is that of every account that was asked for.
      for (const accountId of named.length > 0 ? named : whose) {
        say(share ?? (regainMs > 0 ? 1 : null), {
          accountId,
          system: 'businessUseCase',
          name,
          regainMs,
          tier: tierIn(fields),
        })
      }
    }
  }
  return found
}

import type { Link } from '../connection/index.ts'
import type { Clock, Log, Power } from '../../ports.ts'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../shared/domain/day.ts'
import { failureOf } from '../../../shared/errors.ts'

const MINUTE = 60_000
const DAY_MS = 86_400_000
/** From here on the token is renewed: late enough to be worth it, early enough for ten nights. */
const RENEW_BELOW_DAYS = 10
const HOUR = 3
/** What Meta did not give is asked for again: a short-lived token has an hour or two, a long-lived one days. */
const AGAIN_MS = { shortLived: 10 * MINUTE, other: 60 * MINUTE } as const
/** Meta is asked when the token or its consent should have ended; the night comes first where that is further away. */
const WATCHED_MS = 25 * 60 * MINUTE

export interface TokenKeeper {
  /**
   * Checks now and then every day at 03:00 of this computer, after waking when that was slept through, and when the
   * network is back after it was missing; renews a token that ends soon or is short-lived.
   */
  start(): Promise<void>
  stop(): void
}

/** Milliseconds until it is next 03:00 in a zone. */
export const untilNight = (now: number, zone: string): number => {
  const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone)
  const today = here.with({ hour: HOUR, minute: 0, second: 0, millisecond: 0 })
  const next = today.epochMilliseconds > now ? today : today.add({ days: 1 })
  return next.epochMilliseconds - now
}

export const createTokenKeeper = ({
  link,
  clock,
  now,
  power,
  log,
  zone,
  renew,
}: {
  readonly link: Link
  readonly clock: Clock
  /** By Meta's clock: how long a token still lives does not depend on this computer's. */
  readonly now: () => Instant
  readonly power: Pick<Power, 'onResume'>
  readonly log: Log
  readonly zone: string
  /** Exchanges the kept token for a longer one and keeps that. False: there is none to be had. Throws what Meta says. */
  readonly renew: () => Promise<boolean>
}): TokenKeeper => {
  let started = false
  let looking: Promise<void> | null = null
  let nightAt: Instant = 0
  let cancelNight: (() => void) | null = null
  let cancelAlarm: (() => void) | null = null
  let forgetPower: (() => void) | null = null
  /** Meta could not be asked, or gave no answer that helps: another look is owed. */
  let owed = false
  /** This token cannot be renewed: the app's secret is not known, or Meta has nothing longer. Until somebody signs in. */
  let asGoodAsItGets: Instant | null = null

  const wantsRenewal = (): boolean => {
    const { status, kind, expiresAt } = link.token()
    if (status !== 'valid' || expiresAt === null) return false
    return kind === 'shortLived' || (kind === 'longLived' && expiresAt - now() < RENEW_BELOW_DAYS * DAY_MS)
  }

  const work = async (): Promise<void> => {
    if (link.token().status === 'missing') return
    owed = false
    const asked = await link.check()
    if (!asked) owed = true
    if (!asked || !wantsRenewal()) return
    const { expiresAt } = link.token()
    try {
      if (await renew()) await link.check()
      else asGoodAsItGets = expiresAt
    } catch (error) {
      // The old token is still good.
      owed = true
      log.write('warn', 'token not renewed', { code: failureOf(error).code })
    }
  }

  const look = (): Promise<void> => {
    looking ??= work()
      .catch((error: unknown) => log.write('warn', 'token not checked', { code: failureOf(error).code }))
      .finally(() => {
        looking = null
        armAlarm()
      })
    return looking
  }

  /** The next look before the night: when something should end, or when what failed may come out well. */
  const armAlarm = (): void => {
    cancelAlarm?.()
    cancelAlarm = null
    const { status, kind, expiresAt, dataAccessExpiresAt } = link.token()
    if (!started || status === 'missing') return
    const ends = status === 'valid' ? [expiresAt, dataAccessExpiresAt] : []
    const left = ends.flatMap((at) => (at !== null && at > now() ? [at - now()] : []))
    const again = owed || (kind === 'shortLived' && wantsRenewal() && asGoodAsItGets !== expiresAt)
    const waits = [
      ...left.filter((ms) => ms < WATCHED_MS).map((ms) => ms + 1000),
      ...(again ? [kind === 'shortLived' ? AGAIN_MS.shortLived : AGAIN_MS.other] : []),
    ]
    if (waits.length > 0) cancelAlarm = clock.after(Math.min(...waits), () => void look())
  }

  const armNight = (): void => {
    cancelNight?.()
    const wait = untilNight(clock.now(), zone)
    nightAt = clock.now() + wait
    cancelNight = clock.after(wait, () => {
      armNight()
      void look()
    })
  }

  const changed = (): void => {
    if (!started || looking) return
    if (link.connection() === 'online' && (owed || link.token().status === 'unchecked')) void look()
    else armAlarm()
  }

  return {
    start: async () => {
      if (started) return
      started = true
      armNight()
      // While the computer sleeps its timers may stand still.
      forgetPower = power.onResume(() => {
        const missed = clock.now() >= nightAt
        armNight()
        if (missed) void look()
        else armAlarm()
      })
      link.onChange(changed)
      await look()
    },
    stop: () => {
      started = false
      cancelNight?.()
      cancelAlarm?.()
      forgetPower?.()
    },
  }
}

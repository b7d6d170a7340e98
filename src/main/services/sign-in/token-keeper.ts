import type { Link } from '../connection/index.ts'
import type { Clock, Log } from '../../ports.ts'
import type { Issued } from '../../meta/oauth.ts'
import { Temporal } from 'temporal-polyfill'
import { failureOf } from '../../../shared/errors.ts'

const DAY_MS = 86_400_000
/** From here on the token is renewed: late enough to be worth it, early enough for ten tries. */
const RENEW_BELOW_DAYS = 10
const HOUR = 3

export interface TokenKeeper {
  /** Checks now and then every day at 03:00 of this computer, renewing a token that ends soon. */
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
  log,
  zone,
  renew,
}: {
  readonly link: Link
  readonly clock: Clock
  readonly log: Log
  readonly zone: string
  /** Exchanges the kept token for a new one and keeps that; null: the app's secret is not known. */
  readonly renew: () => Promise<Issued | null>
}): TokenKeeper => {
  let cancel: (() => void) | null = null
  let started = false

  const endsSoon = (): boolean => {
    const { status, kind, expiresAt } = link.token()
    return (
      status === 'valid' &&
      kind === 'longLived' &&
      expiresAt !== null &&
      expiresAt - clock.now() < RENEW_BELOW_DAYS * DAY_MS
    )
  }

  const check = async (): Promise<void> => {
    if (link.token().status === 'missing') return
    await link.check()
    if (!endsSoon()) return
    try {
      if (await renew()) await link.check()
    } catch (error) {
      // The old token is still good; tomorrow is another night.
      log.write('warn', 'token not renewed', { code: failureOf(error).code })
    }
  }

  const arm = (): void => {
    cancel = clock.after(untilNight(clock.now(), zone), () => {
      void check()
      arm()
    })
  }

  return {
    start: async () => {
      if (started) return
      started = true
      arm()
      link.onChange(() => {
        if (started && link.connection() === 'online' && link.token().status === 'unchecked') void check()
      })
      await check()
    },
    stop: () => {
      started = false
      cancel?.()
    },
  }
}

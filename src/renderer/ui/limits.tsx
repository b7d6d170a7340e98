import type { ReactElement } from 'react'
import type { LimitReading } from '../../shared/domain/connection.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { useNow } from '../stores/now.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import css from './limits.module.css'
import type { Meaning } from './states.tsx'
import { Progress } from './states.tsx'

/** Readings slow down from here on. */
const NEAR = 0.7
const FULL = 0.9

export type LimitId = keyof Strings['health']['limitNames']

/** One name for each of Meta's limits; null: one that has none here, called by Meta's own. */
export const limitId = (
  { system, name }: Pick<LimitReading, 'system' | 'name'>,
  { health }: Strings,
): LimitId | null => {
  const id = system === 'businessUseCase' ? name : system
  return Object.hasOwn(health.limitNames, id) ? (id as LimitId) : null
}

export const limitKey = ({ system, name, accountId }: LimitReading): string => `${system}:${name}:${accountId ?? ''}`

export const limitName = (reading: LimitReading, strings: Strings): string => {
  const id = limitId(reading, strings)
  return id === null ? reading.name : strings.health.limitNames[id]
}

/** Until when no call is made; null: calls are made. */
export const blockedUntil = ({ blockedUntil: until }: LimitReading, now: Instant): Instant | null =>
  until !== null && until > now ? until : null

export const limitMeaning = (reading: LimitReading, now: Instant): Meaning =>
  blockedUntil(reading, now) !== null || reading.share >= FULL ? 'bad' : reading.share >= NEAR ? 'warn' : 'info'

/** How near it is, in words. */
export const limitWords = (reading: LimitReading, now: Instant, { health }: Strings, format: Format): string => {
  const until = blockedUntil(reading, now)
  if (until !== null) return health.limitStates.blocked(format.time(until))
  return reading.share >= FULL
    ? health.limitStates.full
    : reading.share >= NEAR
      ? health.limitStates.near
      : health.limitStates.free
}

/** `31 of 9,000`, as far as it is known. */
export const usedText = ({ used, allowed }: LimitReading, { health }: Strings, format: Format): string | null =>
  used === null
    ? null
    : allowed === null
      ? health.usedOnly(format.count(used))
      : health.usedOf(format.count(used), format.count(allowed))

/** A limit in a line: its name, how full it is as a bar, a share and words, and when Meta told. */
export const LimitMeter = ({
  reading,
  label,
}: {
  readonly reading: LimitReading
  /** Whose it is, for screen readers, where it is not said beside it. */
  readonly label: string
}): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const now = useNow()
  const name = limitName(reading, strings)
  const id = limitId(reading, strings)
  const meaning = limitMeaning(reading, now)
  const used = usedText(reading, strings, format)
  return (
    <div className={css['meter']}>
      <div className={css['line']}>
        <span className={css['name']} title={id === null ? undefined : strings.health.limitHints[id]}>
          {name}
        </span>
        <span className={css['told']}>{used}</span>
        <span className={css['share']}>{format.share(reading.share)}</span>
      </div>
      <Progress label={`${name}, ${label}`} share={reading.share} meaning={meaning} />
      <div className={css['line']}>
        <span className={css[meaning]}>{limitWords(reading, now, strings, format)}</span>
        <span className={css['told']} title={format.exact(reading.at)}>
          {strings.health.told(format.ago(reading.at, now))}
        </span>
      </div>
    </div>
  )
}

import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import type { ColumnsFound } from '../../shared/domain/asked.ts'
import type { AccountId, FiguresLevel } from '../../shared/domain/objects.ts'
import type { HourComparison } from '../../shared/domain/periods.ts'
import type { ComparedHours } from '../../shared/domain/table.ts'
import { call } from '../api.ts'
import { useAsked } from '../stores/asked.ts'
import type { Asked } from '../stores/asked.ts'
import { useAccounts } from '../stores/queries.ts'
import { useFormat, useSentence, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { SmallButton, Waiting } from './asked.tsx'
import css from './asked.module.css'
import { Button } from './button.tsx'
import { Banner } from './states.tsx'
import { hourText } from './hours-text.ts'

/** Today by the hour: asked of Meta while it is looked at, each account by its own clock. */

/** Each account costs two calls an hour: more than so many are asked for only when somebody wants it. */
const MANY = 60
/** An hour changes what is compared: looking each time something was read would ask too often. */
const EVENTS = ['sync.changed'] as const
const GATHER = 60_000
/** Whoever looks through levels and comparisons is not looking at each of them. */
const SETTLED = 800

export interface AskedHours extends Asked<ColumnsFound | null> {
  /** Null: nothing is compared by the hour. */
  readonly against: HourComparison | null
  readonly isMany: boolean
}

/** `accountIds` empty: all watched accounts. */
export const useHours = (
  level: FiguresLevel,
  against: HourComparison | null,
  accountIds: readonly AccountId[],
): AskedHours => {
  const watched = useAccounts().value?.rows.filter((account) => account.watched).length ?? 0
  const isMany = (accountIds.length || watched) > MANY
  const question = against === null ? null : `${against}:${level}:${accountIds.join()}`
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(question), SETTLED)
    return () => clearTimeout(timer)
  }, [question])
  const isOn = against !== null && settled === question
  const asked = useAsked(
    `hours.ask:${isOn ? question : null}`,
    (ask) => (isOn ? call('hours.ask', { accountIds: [...accountIds], level, against, ask }) : Promise.resolve(null)),
    { usual: isMany ? 'never' : 'stale', events: EVENTS, gather: GATHER },
  )
  return { ...asked, against, isMany }
}

interface HoursProps {
  readonly asked: AskedHours
  /** What is compared; null: it is not here yet. */
  readonly hours: ComparedHours | null
}

/** How far today is compared, how old that is, and a button that reads it again. */
export const HoursAge = ({ asked: { against, loading, readAgain }, hours }: HoursProps): ReactElement | null => {
  const { asked: words } = useStrings()
  if (against === null) return null
  const isKnown = hours !== null && hours.known > 0
  if (!isKnown && !loading) return null
  return (
    <span className={css['hours']} title={words.hoursHint}>
      {loading && !isKnown ? words.asking : null}
      {isKnown ? (
        <>
          {hourText(hours, words)} · <Age at={hours.at} short />
        </>
      ) : null}
      <SmallButton label={words.compareAgain} icon={<RefreshCw />} busy={loading} onClick={readAgain} />
    </span>
  )
}

/** Accounts that could not be compared, why, and what to do; progress while they are asked for. */
export const HoursBanner = ({ asked, hours }: HoursProps): ReactElement | null => {
  const { asked: words } = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  const { against, value, failure, loading, isMany, readAgain } = asked
  if (against === null || hours === null) return null
  if (loading) return <Waiting />
  const why = failure ?? value?.accounts.find((account) => account.failure !== null)?.failure ?? null
  if (hours.known >= hours.accounts || (!value && failure === null)) return null
  return (
    <Banner
      meaning={why === null ? 'info' : 'warn'}
      actions={
        <Button size="small" onClick={readAgain}>
          {words.compareNow}
        </Button>
      }
    >
      {words.notAll(format.count(hours.known), format.count(hours.accounts))}{' '}
      {why === null ? (isMany ? words.manyAccounts : null) : sentence(why)}
    </Banner>
  )
}

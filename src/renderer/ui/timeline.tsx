import { CalendarClock } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Currency } from '../../shared/domain/money.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { NO_FILTER } from '../../shared/domain/timeline-filter.ts'
import { TIMELINE_KINDS } from '../../shared/domain/timeline.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { Checkbox } from './choice.tsx'
import { LogAge } from './log-age.tsx'
import { Disclosure } from './disclosure.tsx'
import { FailureBanner, Skeleton } from './states.tsx'
import { TimeTravel } from './time-travel.tsx'
import { TimelineItem } from './timeline-item.tsx'
import { openTimeline } from './timeline-words.ts'
import css from './timeline.module.css'
import { useTimeline } from './use-timeline.ts'

const PAGE = 8
const LOUD = ['change', 'event'] as const

interface TimelineProps {
  readonly accountId: AccountId
  readonly currency: Currency
  /** Of one object below the account; absent: of the whole account. */
  readonly objectId?: ObjectId
}

/** What happened to an object or an account, newest first, and what the object was set to at an earlier moment. */
export const Timeline = ({ accountId, currency, objectId }: TimelineProps): ReactElement => {
  const { timeline } = useStrings()
  const [wanted, setWanted] = useState(PAGE)
  const [isLoud, setLoud] = useState(true)
  const [within, setWithin] = useState(true)
  const { value, failure, refresh } = useTimeline(
    {
      accountIds: [accountId],
      ...(objectId === undefined ? {} : { objectId, within }),
      filter: { ...NO_FILTER, kinds: isLoud ? [...LOUD] : [...TIMELINE_KINDS], who: [], fields: [] },
    },
    wanted,
  )
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={6} />
  return (
    <div className={css['timeline']}>
      {objectId === undefined ? null : (
        <Disclosure title={timeline.travel} hint={timeline.travelHint}>
          <TimeTravel objectId={objectId} currency={currency} />
        </Disclosure>
      )}
      <div className={css['choices']}>
        {objectId === undefined ? null : <Checkbox checked={within} onChange={setWithin} label={timeline.within} />}
        <Checkbox
          checked={!isLoud}
          onChange={(isOn) => setLoud(!isOn)}
          label={`${timeline.kinds.restated}, ${timeline.kinds.alert.toLocaleLowerCase()}`}
        />
        <LogAge log={value.log} accountIds={[accountId]} />
        <Button size="small" icon={<CalendarClock />} onClick={() => openTimeline(accountId, objectId)}>
          {timeline.inRoom}
        </Button>
      </div>
      {value.entries.length === 0 ? (
        <p className={css['faint']}>{timeline.none}</p>
      ) : (
        <ol className={css['list']} aria-label={timeline.title}>
          {value.entries.map((entry) => (
            <TimelineItem key={entry.id} entry={entry} currency={currency} objectId={objectId} />
          ))}
        </ol>
      )}
      {value.next === null ? null : (
        <div>
          <Button size="small" onClick={() => setWanted(wanted + 4 * PAGE)}>
            {timeline.older}
          </Button>
        </div>
      )}
    </div>
  )
}

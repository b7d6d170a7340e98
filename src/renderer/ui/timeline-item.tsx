import type { ReactElement } from 'react'
import type { Currency } from '../../shared/domain/money.ts'
import type { ObjectId } from '../../shared/domain/objects.ts'
import type { TimelineEntry } from '../../shared/domain/timeline.ts'
import { useZones } from '../stores/queries.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { changedText, reasonText, standingOf, whatText, whoText } from './entry-text.ts'
import { Name } from './figure.tsx'
import { EditStateMark } from './marks.tsx'
import css from './timeline.module.css'

interface EntryProps {
  readonly entry: TimelineEntry
  readonly currency: Currency
  /** The object that the list is of: others are named. */
  readonly objectId?: ObjectId | undefined
}

/** What happened, who did it and why, in two or three lines. */
export const TimelineItem = ({ entry, currency, objectId }: EntryProps): ReactElement => {
  const strings = useStrings()
  const { timeline } = strings
  const format = useFormat()
  const reason = reasonText(entry)
  const isQuiet = entry.kind === 'restated' || entry.kind === 'alert'
  const zone = useZones()(entry.accountId)
  const changed = changedText(strings, format, entry, currency, zone)
  const seen = entry.kind === 'change' && entry.notBefore !== null ? entry : null
  const state = standingOf(entry)
  return (
    <li data-quiet={isQuiet || undefined}>
      <div className={css['line']}>
        <span className={css['what']}>{whatText(strings, entry)}</span>
        <span className={css['faint']}>
          <Age at={entry.at} />
        </span>
      </div>
      {changed === '' ? null : (
        <div className={css['changed']} data-text>
          {changed}
        </div>
      )}
      <div className={css['line']}>
        <span className={css['who']}>
          {isQuiet ? null : <Name>{whoText(strings, entry.who)}</Name>}
          {entry.objectName !== null && entry.objectId !== objectId ? (
            <span className={css['object']} title={entry.objectName}>
              <span>{timeline.levels[entry.level]}</span> <Name>{entry.objectName}</Name>
            </span>
          ) : null}
        </span>
        {state === null ? null : <EditStateMark state={state} />}
      </div>
      {reason === '' ? null : (
        <p className={css['reason']} data-text>
          {reason}
        </p>
      )}
      {seen ? (
        <p className={css['faint']} title={timeline.sourceHints.seen}>
          {timeline.between(format.dateTime(seen.notBefore), format.dateTime(seen.at))}
        </p>
      ) : null}
    </li>
  )
}

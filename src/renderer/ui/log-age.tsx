import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import { create } from 'zustand'
import type { TimelinePage } from '../../shared/contract/timeline.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { call, CallError } from '../api.ts'
import { useFormat, useSentence, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { IconButton } from './button.tsx'
import css from './freshness.module.css'
import { useSay } from './toast.tsx'

/** Whichever of the buttons it was: the log is read once. */
const useReading = create<{ readonly reading: boolean }>()(() => ({ reading: false }))

/** Days that a look at the log reads again: what is older was read before, or is asked for by itself. */
export const LOG_DAYS = { again: 7, older: 90 } as const

/** Reads Meta's log again and says how it went. Empty: of all watched accounts. */
export const useReadLog = (): {
  readonly busy: boolean
  readonly read: (accountIds: readonly AccountId[], days: number) => void
} => {
  const { timeline } = useStrings()
  const sentence = useSentence()
  const say = useSay()
  const busy = useReading(({ reading }) => reading)
  return {
    busy,
    read: (accountIds, days) => {
      if (useReading.getState().reading) return
      useReading.setState({ reading: true })
      call('timeline.refresh', { accountIds: [...accountIds], days })
        .then(([failure]) => {
          if (failure === undefined) say.done(timeline.logRead)
          else if (failure.accountName === null) say.failed(new CallError(failure.code, failure.data))
          else say.done(timeline.logPartly(failure.accountName, sentence(failure)))
        }, say.failed)
        .finally(() => useReading.setState({ reading: false }))
    },
  }
}

interface LogAgeProps {
  readonly log: TimelinePage['log']
  /** Empty: all watched accounts. */
  readonly accountIds: readonly AccountId[]
}

/** How old Meta's log is here and since when it is whole, with a button that reads it again. */
export const LogAge = ({ log, accountIds }: LogAgeProps): ReactElement => {
  const { timeline } = useStrings()
  const format = useFormat()
  const { busy, read } = useReadLog()
  return (
    <span className={css['age']}>
      <span title={log.since === null ? undefined : timeline.logSince(format.fullDateTime(log.since))}>
        {timeline.log} {log.at === null ? timeline.logNever : <Age at={log.at} short />}
      </span>
      <IconButton
        label={timeline.refresh}
        icon={<RefreshCw />}
        size="small"
        className={css['button']}
        busy={busy}
        onClick={() => read(accountIds, LOG_DAYS.again)}
      />
    </span>
  )
}

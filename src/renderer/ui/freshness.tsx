import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Kind } from '../../shared/domain/upkeep.ts'
import { CallError } from '../api.ts'
import { readFigures, refreshList, useRefreshing } from '../stores/refresh.ts'
import { useFormat, useSentence, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { IconButton } from './button.tsx'
import css from './freshness.module.css'
import { useSay } from './toast.tsx'

/** Reads a list again and says how it went. */
export const useRefreshList = (): ((kind: Kind, accountId: AccountId | null) => void) => {
  const { health, common } = useStrings()
  const sentence = useSentence()
  const say = useSay()
  return (kind, accountId) => {
    refreshList(kind, accountId).then((run) => {
      if (!run) return
      const [failure] = run.failures
      if (failure && run.outcome === 'failed') say.failed(new CallError(failure.code, failure.data))
      else if (failure) {
        const where = failure.accountName === null ? '' : `${failure.accountName}: `
        say.done(health.refreshedPartly(health.kinds[kind], `${where}${sentence(failure)}`))
      } else say.done(health.refreshed(health.kinds[kind], common.rows(run.rowsRead)))
    }, say.failed)
  }
}

interface RefreshButtonProps {
  readonly kind: Kind
  /** Null: of all watched accounts. */
  readonly accountId: AccountId | null
  /** Said to screen readers, where more than one account is in sight. */
  readonly accountName?: string
  /** In a table whose one tab stop is its cell: the inspector has the same button for the keyboard. */
  readonly outOfOrder?: boolean
}

export const RefreshButton = ({
  kind,
  accountId,
  accountName,
  outOfOrder = false,
}: RefreshButtonProps): ReactElement => {
  const { health } = useStrings()
  const busy = useRefreshing(kind, accountId)
  const refresh = useRefreshList()
  const what = health.kinds[kind]
  return (
    <IconButton
      label={accountName === undefined ? health.refreshOne(what) : health.refreshOneOf(what, accountName)}
      icon={<RefreshCw />}
      size="small"
      className={css['button']}
      busy={busy}
      {...(outOfOrder ? { tabIndex: -1 } : {})}
      onClick={(event) => {
        event.stopPropagation()
        if (!busy) refresh(kind, accountId)
      }}
    />
  )
}

/** How old the figures in view are, with a button that reads them again. */
export const FiguresAge = ({
  at,
  notRead,
}: {
  readonly at: Instant | null
  readonly notRead: string
}): ReactElement => {
  const { health } = useStrings()
  const say = useSay()
  const busy = useRefreshing('figures', null)
  return (
    <span className={css['age']}>
      <span>
        {health.figures} {at === null ? notRead : <Age at={at} short />}
      </span>
      <IconButton
        label={health.refreshOne(health.figures)}
        icon={<RefreshCw />}
        size="small"
        className={css['button']}
        busy={busy}
        onClick={() => void readFigures().catch(say.failed)}
      />
    </span>
  )
}

interface ListAgeProps {
  readonly kind: Kind
  readonly accountId: AccountId | null
  /** Null: never. */
  readonly at: Instant | null
  /** Before the age. */
  readonly name?: string
}

/** How old a list is, with a button that reads it again. */
export const ListAge = ({ kind, accountId, at, name }: ListAgeProps): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  return (
    <span className={css['age']}>
      <span>
        {name ?? health.kinds[kind]}{' '}
        {at === null ? health.neverRead.toLocaleLowerCase(format.locale) : <Age at={at} short />}
      </span>
      <RefreshButton kind={kind} accountId={accountId} />
    </span>
  )
}

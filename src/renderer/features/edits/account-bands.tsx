import type { ReactElement } from 'react'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import css from './edits.module.css'

const BANDS = 4

interface AccountBandsProps {
  readonly accountIds: readonly AccountId[]
  readonly nameOf: (id: AccountId) => string
}

/** Whose objects are about to change. */
export const AccountBands = ({ accountIds, nameOf }: AccountBandsProps): ReactElement => {
  const { editing } = useStrings()
  return (
    <div className={css['bands']}>
      {accountIds.slice(0, BANDS).map((id) => (
        <AccountBand key={id} id={id} name={nameOf(id)} />
      ))}
      {accountIds.length > BANDS ? (
        <p className={css['faint']}>{editing.bulk.more(accountIds.length - BANDS)}</p>
      ) : null}
    </div>
  )
}

import type { ReactElement } from 'react'
import type { ToSend } from '../../../shared/domain/change-sets.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import css from './edits.module.css'

const BANDS = 4

interface AccountBandsProps {
  readonly accounts: readonly ToSend[]
}

/** Whose objects are about to change. */
export const AccountBands = ({ accounts }: AccountBandsProps): ReactElement => {
  const { editing } = useStrings()
  return (
    <div className={css['bands']}>
      {accounts.slice(0, BANDS).map(({ accountId, name }) => (
        <AccountBand key={accountId} id={accountId} name={name} />
      ))}
      {accounts.length > BANDS ? <p className={css['faint']}>{editing.bulk.more(accounts.length - BANDS)}</p> : null}
    </div>
  )
}

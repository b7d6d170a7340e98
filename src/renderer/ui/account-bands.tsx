import type { ReactElement } from 'react'
import type { AccountId } from '../../shared/domain/objects.ts'
import { useStrings } from '../strings/use-strings.ts'
import { AccountBand } from './account-band.tsx'
import { cx } from './cx.ts'
import css from './figures.module.css'

const MOST = 4
const MOST_SHORT = 6

interface AccountBandsProps {
  readonly accounts: readonly { readonly id: AccountId; readonly name: string }[]
  /** Beside each other, where there is little room. */
  readonly short?: boolean
}

/** Whose objects are about to change; of many accounts the first, and how many more. */
export const AccountBands = ({ accounts, short = false }: AccountBandsProps): ReactElement | null => {
  const { editing } = useStrings()
  const most = short ? MOST_SHORT : MOST
  if (accounts.length === 0) return null
  return (
    <div className={cx(css['bands'], short && css['shortBands'])}>
      {accounts.slice(0, most).map(({ id, name }) => (
        <AccountBand key={id} id={id} name={name} short={short} />
      ))}
      {accounts.length > most ? (
        <span className={css['faint']}>{editing.bulk.more(accounts.length - most)}</span>
      ) : null}
    </div>
  )
}

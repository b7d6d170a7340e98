import type { CSSProperties, ReactElement } from 'react'
import type { AccountId } from '../../shared/domain/objects.ts'
import { cx } from './cx.ts'
import { Name } from './figure.tsx'
import css from './figures.module.css'

/** Always the same one of seven for an account: the eighth is grey and says nothing. */
const colourOf = (id: AccountId): string => {
  let hash = 7
  for (const digit of id) hash = (hash * 31 + digit.charCodeAt(0)) % 99_991
  return `var(--chart-${(hash % 7) + 1})`
}

interface AccountBandProps {
  readonly id: AccountId
  readonly name: string
  /** A line, where there is little room. */
  readonly short?: boolean
}

/** An account's name with its colour, on one line. */
export const AccountMark = ({ id, name }: AccountBandProps): ReactElement => (
  <span className={css['accountMark']} style={{ '--band': colourOf(id) } as CSSProperties}>
    <Name>{name}</Name>
  </span>
)

/** Where an edit is confirmed: whose money it is, told by colour and by name. */
export const AccountBand = ({ id, name, short = false }: AccountBandProps): ReactElement => (
  <div className={cx(css['band'], short && css['shortBand'])} style={{ '--band': colourOf(id) } as CSSProperties}>
    <div>
      <Name>{name}</Name>
      {short ? null : <span className={css['faint']}>{id}</span>}
    </div>
  </div>
)

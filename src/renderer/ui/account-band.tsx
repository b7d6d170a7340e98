import type { CSSProperties, ReactElement } from 'react'
import type { AccountId } from '../../shared/domain/objects.ts'
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
}

/** Where an edit is confirmed: whose money it is, told by colour and by name. */
export const AccountBand = ({ id, name }: AccountBandProps): ReactElement => (
  <div className={css['band']} style={{ '--band': colourOf(id) } as CSSProperties}>
    <div>
      <Name>{name}</Name>
      <span className={css['faint']}>{id}</span>
    </div>
  </div>
)

import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { Room } from '../../ui/room.tsx'
import { AccountsPicker } from './accounts-picker.tsx'

export const AccountsRoom = (): ReactElement => {
  const { accounts } = useStrings()
  return (
    <Room title={accounts.title}>
      <AccountsPicker />
    </Room>
  )
}

import type { ReactElement } from 'react'
import type { EditPolicy } from '../../shared/domain/edit-policy.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { useLocked } from '../stores/edit-terms.ts'
import { useView } from '../stores/view.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { Banner } from './states.tsx'

const openSettings = (): void => {
  const view = useView.getState()
  view.setTab('settings', 'editing')
  view.go('settings')
}

interface ReadOnlyBannerProps {
  /** Null: not known yet. */
  readonly policy: Pick<EditPolicy, 'readOnly'> | null
  readonly accountId: AccountId
}

/** Where something would be edited: that nothing can be, and where that is switched off. */
export const ReadOnlyBanner = ({ policy, accountId }: ReadOnlyBannerProps): ReactElement | null => {
  const { house } = useStrings()
  const locked = useLocked(policy)
  if (locked === undefined) return null
  const isOfAccount = policy?.readOnly === 'account'
  return (
    <Banner
      meaning="info"
      actions={
        <Button
          size="small"
          onClick={
            isOfAccount ? () => useView.getState().go('accounts', { kind: 'account', id: accountId }) : openSettings
          }
        >
          {isOfAccount ? house.openAccount : house.openSettings}
        </Button>
      }
    >
      {locked}
    </Banner>
  )
}

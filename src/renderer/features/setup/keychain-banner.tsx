import type { ReactElement } from 'react'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { refreshApp, useApp } from '../../stores/app.ts'
import { useSignIn } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'

/** Without a keychain: what that means, and the person's choice to go on. `onAllowed` follows the choice. */
export const KeychainBanner = ({ onAllowed }: { readonly onAllowed: () => void }): ReactElement | null => {
  const { setup } = useStrings()
  const say = useSay()
  const keychain = useApp(({ state }) => state?.keychain)
  const failed = useSignIn((state) => state.failed)
  if (keychain === 'memory') return <Banner meaning="info">{setup.memoryChosen}</Banner>
  if (keychain !== 'missing' && failed?.failure.code !== 'keychainMissing') return null
  const allow = async (): Promise<void> => {
    try {
      await call('signIn.allowMemory')
      await refreshApp()
      onAllowed()
    } catch (error) {
      say.failed(error)
    }
  }
  return (
    <Banner
      meaning="warn"
      actions={
        <Button size="small" onClick={() => void allow()}>
          {setup.keepInMemory}
        </Button>
      }
    >
      <strong>{setup.keychainTitle}.</strong> {setup.keychainText}
    </Banner>
  )
}

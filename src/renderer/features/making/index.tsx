import type { ReactElement } from 'react'
import { lazy, Suspense } from 'react'
import { useDialogs } from '../../stores/dialogs.ts'

/** What is made, copied, archived and deleted: a window that only looks never loads it. */
const NewDialog = lazy(() => import('./new-dialog.tsx').then(({ NewDialog: of }) => ({ default: of })))
const DuplicateDialog = lazy(() =>
  import('./duplicate-dialog.tsx').then(({ DuplicateDialog: of }) => ({ default: of })),
)
const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(({ RemoveDialog: of }) => ({ default: of })))

export const MakingDialogs = (): ReactElement => {
  const { open, close } = useDialogs()
  return (
    <Suspense>
      {open?.kind === 'make' ? <NewDialog level={open.level} holderId={open.holderId} onClose={close} /> : null}
      {open?.kind === 'duplicate' ? <DuplicateDialog ids={open.ids} onClose={close} /> : null}
      {open?.kind === 'remove' ? <RemoveDialog ids={open.ids} to={open.to} onClose={close} /> : null}
    </Suspense>
  )
}

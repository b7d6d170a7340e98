import type { ReactElement } from 'react'
import { useState } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { AccountBands } from './account-bands.tsx'
import { LimitFields } from './limit-fields.tsx'
import type { SetActs } from './use-set.ts'

export type SetQuestion = 'post' | 'discard' | 'undo'

interface SetConfirmsProps {
  readonly set: ShownSet
  readonly acts: SetActs
  readonly nameOf: (id: AccountId) => string
  /** Which is asked; null: none. */
  readonly asking: SetQuestion | null
  readonly onClose: () => void
}

/** Asks before the whole set is posted, given up or undone. */
export const SetConfirms = ({ set, acts, nameOf, asking, onClose }: SetConfirmsProps): ReactElement => {
  const { sets } = useStrings()
  const format = useFormat()
  const [typed, setTyped] = useState<Readonly<Record<AccountId, string>>>({})
  const { counts, accountIds } = set
  const sendable = counts.drafts - counts.conflicts
  const name = format.quoted(set.name, 60)
  const about = (
    <>
      <AccountBands accountIds={accountIds} nameOf={nameOf} />
      <LimitFields accountIds={accountIds} nameOf={nameOf} typed={typed} onTyped={setTyped} />
    </>
  )
  return (
    <>
      <Confirm
        open={asking === 'post'}
        onClose={onClose}
        title={sets.postTitle}
        description={sets.postText(sendable, name)}
        action={sets.post(sendable)}
        onConfirm={() => {
          onClose()
          acts.post(undefined, Object.values(typed))
        }}
      >
        {about}
      </Confirm>
      <Confirm
        open={asking === 'discard'}
        danger
        onClose={onClose}
        title={sets.discardTitle}
        description={sets.discardText(counts.drafts, name)}
        action={sets.discardAction(counts.drafts)}
        onConfirm={() => {
          onClose()
          acts.discard()
        }}
      />
      <Confirm
        open={asking === 'undo'}
        onClose={onClose}
        title={sets.undoTitle}
        description={sets.undoText(counts.confirmed, name)}
        action={sets.undo(counts.confirmed)}
        onConfirm={() => {
          onClose()
          acts.undo(sets.undoName(set.name).slice(0, 120), undefined, Object.values(typed))
        }}
      >
        {about}
      </Confirm>
    </>
  )
}

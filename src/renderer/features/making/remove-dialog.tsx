import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import type { AboutObject } from '../../../shared/domain/creation.ts'
import { STATUS_CHANGES } from '../../../shared/domain/edits.ts'
import type { EditState } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { isolate } from '../../format.ts'
import { useTermsOf } from '../../stores/edit-terms.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBands } from '../../ui/account-bands.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { KeepButton } from '../../ui/keep-button.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { useKeeping } from '../../ui/use-keeping.ts'
import { Items } from './items.tsx'
import css from './making.module.css'
import { accountsOf, useAbout } from './use-about.ts'
import { useRemoval } from './use-removal.ts'

/** Accounts whose lock is said. */
const MOST_LOCKED = 4
/** What is still to be done: not begun, on its way, or refused. */
const LEFT: readonly EditState[] = ['sent', 'rejected']

interface RemoveDialogProps {
  readonly ids: readonly ObjectId[]
  readonly to: 'ARCHIVED' | 'DELETED'
  readonly onClose: () => void
}

/**
 * Archives or deletes, after saying what that does: delivery stops, what is in them goes too, nothing leads back. One is settled here;
 * several are a change set, which is posted in the background.
 */
export const RemoveDialog = ({ ids, to, onClose }: RemoveDialogProps): ReactElement => {
  const { making, common, house } = useStrings()
  const format = useFormat()
  const say = useSay()
  const formId = useId()
  const { objects, failure } = useAbout(ids)
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const { outcomes, isBusy, settle, keep } = useRemoval(to)

  const all = objects ?? []
  const terms = useTermsOf(all.map(({ accountId }) => accountId))
  const isLocked = ({ accountId }: AboutObject): boolean => (terms[accountId]?.readOnly ?? null) !== null
  const removable = all.filter(({ status }) => STATUS_CHANGES[status].includes(to))
  const possible = removable.filter((object) => !isLocked(object))
  const left = possible.filter(({ id }) => LEFT.includes(outcomes.get(id)?.state ?? 'rejected'))
  const locked = accountsOf(removable.filter(isLocked))
  const accounts = accountsOf(left)
  const [only] = left
  const level = all[0]?.level ?? 'campaign'
  const isMany = left.length > 1
  const active = left.filter(({ status }) => status === 'ACTIVE').length
  const adSets = left.reduce((sum, each) => sum + each.adSets, 0)
  const ads = left.reduce((sum, each) => sum + each.ads, 0)
  const word = String(left.length)
  const mustType = isMany && to === 'DELETED'
  const mayPost = left.length > 0 && (!mustType || typed.trim() === word)
  const isDelete = to === 'DELETED'

  const title = isDelete ? making.deleteTitle : making.archiveTitle
  const setName = title(making.counted[level](left.length)).slice(0, MOST_SET_NAME)
  const keeping = useKeeping((into, isPosted) => keep(left, reason.trim(), into, isPosted), onClose)
  const settleOne = async (object: AboutObject): Promise<void> => {
    if (!(await settle(object, reason.trim())) || left.some(({ id }) => id !== object.id)) return
    say.done(isDelete ? making.deleted(1) : making.archived(1))
    onClose()
  }
  const post = (): void => {
    if (isMany) keeping({ name: setName }, true)
    else if (only) void settleOne(only)
  }

  const name = only ? format.quoted(only.name, 32) : ''
  const [first, other] = accounts
  const where = other || !first ? making.inAccounts(accounts.length) : isolate(first.name)
  const act = isDelete ? making.deleteAction : making.archiveAction
  const nothing = locked.length > 0 ? house.readOnly : making.nothingToDo
  const action = left.length === 0 ? nothing : act(isMany ? making.counted[level](left.length) : name, where)

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={title(making.counted[level](ids.length))}
      footer={
        <>
          <Button onClick={onClose}>{outcomes.size > 0 ? common.close : common.cancel}</Button>
          <KeepButton name={setName} disabled={isBusy || left.length === 0} onKeep={(into) => keeping(into, false)} />
          <Button kind="danger" type="submit" form={formId} busy={isBusy} disabled={!mayPost}>
            {action}
          </Button>
        </>
      }
    >
      {failure ? <FailureBanner failure={failure} /> : null}
      {objects === null ? (
        failure ? null : (
          <Skeleton lines={5} />
        )
      ) : (
        <form
          id={formId}
          className={css['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (mayPost && !isBusy) post()
          }}
        >
          <AccountBands accounts={accounts} />
          {locked.slice(0, MOST_LOCKED).map(({ id }) => (
            <ReadOnlyBanner key={id} policy={terms[id] ?? null} accountId={id} />
          ))}
          {left.length > 0 ? (
            <ul className={css['facts']}>
              {active > 0 ? <li>{isMany ? making.active(active) : making.activeOne}</li> : null}
              {adSets + ads > 0 ? <li>{making.under(adSets, ads)}</li> : null}
              <li className={css['final']}>{isDelete ? making.deleteFinal : making.archiveFinal}</li>
            </ul>
          ) : null}
          {left.length > 0 ? <ReasonField value={reason} disabled={isBusy} onChange={setReason} /> : null}
          {mustType ? (
            <Field label={making.typeCount(word)}>
              <TextInput value={typed} onChange={setTyped} inputMode="numeric" maxLength={6} disabled={isBusy} />
            </Field>
          ) : null}
          <Items
            label={making.removals}
            items={all.map(({ id, name: of, status }) => {
              const outcome = outcomes.get(id)
              const isPossible = STATUS_CHANGES[status].includes(to)
              const done = status === 'ARCHIVED' || status === 'DELETED' ? making.already[status] : ''
              return {
                key: id,
                name: of,
                depth: 0,
                state: outcome?.state ?? null,
                note: isPossible ? '' : done,
                failure: outcome?.failure ?? null,
              }
            })}
            onAgain={
              isBusy
                ? null
                : (key) => {
                    const again = left.find(({ id }) => id === key)
                    if (again) void settleOne(again)
                  }
            }
          />
        </form>
      )}
    </Dialog>
  )
}

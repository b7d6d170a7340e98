import type { ReactElement } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { AboutObject } from '../../../shared/domain/creation.ts'
import { STATUS_CHANGES } from '../../../shared/domain/edits.ts'
import type { EditState } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import { isolate } from '../../format.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FailureBanner, Progress, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Items } from './items.tsx'
import css from './making.module.css'
import { accountsOf, useAbout } from './use-about.ts'

const BANDS = 4

interface Outcome {
  readonly state: EditState
  readonly failure: Failure | null
}

interface RemoveDialogProps {
  readonly ids: readonly ObjectId[]
  readonly to: 'ARCHIVED' | 'DELETED'
  readonly onClose: () => void
}

/** Archives or deletes, after saying what that does: delivery stops, what is in them goes too, nothing leads back. */
export const RemoveDialog = ({ ids, to, onClose }: RemoveDialogProps): ReactElement => {
  const { making, editing, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const formId = useId()
  const { objects, failure } = useAbout(ids)
  const [typed, setTyped] = useState('')
  const [outcomes, setOutcomes] = useState<ReadonlyMap<ObjectId, Outcome>>(new Map())
  const [isBusy, setBusy] = useState(false)
  const mayGoOn = useRef(true)
  useEffect(
    () => () => {
      mayGoOn.current = false
    },
    [],
  )

  const all = objects ?? []
  const possible = all.filter(({ status }) => STATUS_CHANGES[status].includes(to))
  const left = possible.filter(({ id }) => outcomes.get(id)?.state !== 'confirmed')
  const accounts = accountsOf(possible)
  const [only] = possible
  const level = all[0]?.level ?? 'campaign'
  const isMany = possible.length > 1
  const active = possible.filter(({ status }) => status === 'ACTIVE').length
  const adSets = possible.reduce((sum, each) => sum + each.adSets, 0)
  const ads = possible.reduce((sum, each) => sum + each.ads, 0)
  const word = String(possible.length)
  const mustType = isMany && to === 'DELETED'
  const mayPost = left.length > 0 && (!mustType || typed.trim() === word)
  const isDelete = to === 'DELETED'

  /** One after the other, each journaled, sent once and read back by itself. */
  const post = async (wanted: readonly AboutObject[]): Promise<void> => {
    setBusy(true)
    mayGoOn.current = true
    const ended = new Map(outcomes)
    for (const { id: objectId, accountId, status } of wanted) {
      if (!mayGoOn.current) break
      const note = (outcome: Outcome): void => {
        ended.set(objectId, outcome)
        setOutcomes(new Map(ended))
      }
      note({ state: 'sent', failure: null })
      const change = { field: 'status', before: status, after: to } as const
      note(
        await call('edits.make', { accountId, objectId, change, reason: '' }).then(
          ({ state, failure: why }): Outcome => ({ state, failure: why }),
          (error: unknown): Outcome => ({ state: 'rejected', failure: failureFrom(error) }),
        ),
      )
    }
    setBusy(false)
    if (possible.every(({ id }) => ended.get(id)?.state === 'confirmed')) {
      say.done(isDelete ? making.deleted(possible.length) : making.archived(possible.length))
      onClose()
    }
  }

  const name = only ? format.quoted(only.name, 32) : ''
  const [first, other] = accountsOf(left)
  const where = other || !first ? making.inAccounts(accountsOf(left).length) : isolate(first[1])
  const act = isDelete ? making.deleteAction : making.archiveAction
  const action =
    left.length === 0 ? making.nothingToDo : isMany ? act(making.counted[level](left.length), where) : act(name, where)
  const ended = [...outcomes.values()].filter(({ state }) => state !== 'sent').length

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={(isDelete ? making.deleteTitle : making.archiveTitle)(making.counted[level](ids.length))}
      footer={
        <>
          {isBusy && isMany ? (
            <Progress label={making.progress(ended, possible.length)} share={ended / possible.length} />
          ) : null}
          {isBusy && isMany ? (
            <Button onClick={() => (mayGoOn.current = false)}>{editing.bulk.stop}</Button>
          ) : (
            <Button onClick={onClose}>{outcomes.size > 0 ? common.close : common.cancel}</Button>
          )}
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
            if (mayPost && !isBusy) void post(left)
          }}
        >
          {accounts.slice(0, BANDS).map(([id, of]) => (
            <AccountBand key={id} id={id} name={of} />
          ))}
          {accounts.length > BANDS ? <p className={css['hint']}>{editing.bulk.more(accounts.length - BANDS)}</p> : null}
          {possible.length > 0 ? (
            <ul className={css['facts']}>
              {active > 0 ? <li>{isMany ? making.active(active) : making.activeOne}</li> : null}
              {adSets + ads > 0 ? <li>{making.under(adSets, ads)}</li> : null}
              <li className={css['final']}>{isDelete ? making.deleteFinal : making.archiveFinal}</li>
            </ul>
          ) : null}
          {mustType && left.length > 0 ? (
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
            onAgain={isBusy ? null : (key) => void post(possible.filter(({ id }) => id === key))}
          />
        </form>
      )}
    </Dialog>
  )
}

import { Undo2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Fragment, useState } from 'react'
import { isCreating, madeBy } from '../../../shared/domain/creation.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { overLimitOf } from '../../../shared/domain/edit-policy.ts'
import { canUndo, isConflict, isFinal, markOf, oppositeOf } from '../../../shared/domain/edits.ts'
import { call, CallError } from '../../api.ts'
import { useLocked, useStartedValues, useTerms } from '../../stores/edit-terms.ts'
import { useZones } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { isolate } from '../../format.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Age } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { changedField, changeText, sideText } from '../../ui/changes.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { Name } from '../../ui/figure.tsx'
import figures from '../../ui/figures.module.css'
import { Inspector } from '../../ui/inspector.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { Banner } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { areConfirmed, TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import { actorText } from './columns.tsx'
import css from './edits.module.css'
import { MadeDetails } from './made-details.tsx'

const EVENTS = ['edits.changed'] as const

/** Every step of the edit, with why an attempt failed: what a later one ended with does not say so. */
const Journal = ({ edit: { id: editId, sentAt } }: { readonly edit: Edit }): ReactElement => {
  const { edits } = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  const rows = useServer(`edits.journal:${editId}`, () => call('edits.journal', { editId }), EVENTS)
  return (
    // More than fits is scrolled to by keyboard too.
    <div role="region" aria-label={edits.journal} tabIndex={0}>
      <table className={css['journal']}>
        <thead>
          <tr>
            <th scope="col">{edits.row}</th>
            <th scope="col">{edits.columns.state}</th>
            <th scope="col">{edits.columns.when}</th>
            <th scope="col">{edits.hash}</th>
          </tr>
        </thead>
        <tbody>
          {rows.value?.map(({ seq, state, at, failure, hash }) => (
            <Fragment key={seq}>
              <tr>
                <td>{format.count(seq)}</td>
                <td>
                  <EditStateMark state={markOf({ state, sentAt: sentAt !== null && sentAt <= at ? sentAt : null })} />
                </td>
                <td title={format.exact(at)}>{format.time(at)}</td>
                <td className={css['hash']} title={hash}>
                  {hash}
                </td>
              </tr>
              {/* Of what was dismissed it is said where it failed. */}
              {failure && state !== 'withdrawn' ? (
                <tr className={css['why']}>
                  <td />
                  <td colSpan={3} data-text>
                    {sentence(failure)}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface EditInspectorProps {
  readonly edit: Edit
  readonly onClose?: () => void
  /** What can be done with it before it is confirmed. */
  readonly actions?: ReactNode
}

export const EditInspector = ({ edit, onClose, actions }: EditInspectorProps): ReactElement => {
  const strings = useStrings()
  const { edits } = strings
  const format = useFormat()
  const sentence = useSentence()
  const say = useSay()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [typed, setTyped] = useState('')
  const zone = useZones()(edit.accountId)
  const terms = useTerms(edit.accountId)
  const locked = useLocked(terms)
  const account = { name: edit.accountName, currency: edit.currency }
  const { change } = edit
  const mark = markOf(edit)
  const isMaking = change.field === 'created'
  const opposite = isMaking ? null : oppositeOf(change)
  const valuesOf = useStartedValues([{ objectId: edit.objectId, change: opposite }])
  const overLimit = opposite ? overLimitOf([opposite], valuesOf(edit.objectId), terms?.limit ?? null) : []
  const mayUndo = locked === undefined && canUndo(edit)
  const objectId = isMaking ? madeBy(edit) : edit.objectId
  const name = format.quoted(edit.objectName)

  const undo = async (): Promise<void> => {
    setBusy(true)
    try {
      const made = await call('edits.undo', { id: edit.id, confirmed: typed })
      setAsking(false)
      if (made.state === 'rejected')
        say.failed(new CallError(made.failure?.code ?? 'internal', made.failure?.data ?? {}))
      else say.done(made.state === 'confirmed' ? edits.undoDone(name) : strings.campaigns.unknown(name))
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  const back = `${changedField(strings, edit.change)} = ${sideText(strings, format, edit.change, 'before', edit.currency, zone)}`
  return (
    <Inspector
      title={edit.objectName}
      subtitle={<Name>{edit.accountName}</Name>}
      {...(onClose ? { onClose } : {})}
      footer={
        <>
          {actions}
          {actions && !mayUndo ? null : (
            <Button
              size="small"
              icon={<Undo2 />}
              disabled={!mayUndo}
              busy={isBusy}
              title={mayUndo ? undefined : (locked ?? (isFinal(edit) ? edits.cannotUndoFinal : edits.cannotUndo))}
              data-inspector-first
              onClick={() => setAsking(true)}
            >
              {edits.undo}
            </Button>
          )}
          {objectId === null ? null : (
            <Button size="small" onClick={() => useView.getState().go('campaigns', { kind: edit.level, id: objectId })}>
              {edits.open[edit.level]}
            </Button>
          )}
        </>
      }
    >
      <section className={css['section']}>
        <p className={css['change']} data-text>
          {changeText(strings, format, edit.change, edit.currency, zone)}
        </p>
        <EditStateMark state={mark} />
        <ReadOnlyBanner policy={terms} accountId={edit.accountId} />
        <p className={css['faint']}>{edits.stateHints[mark]}</p>
        {edit.failure ? (
          <div className={css['failure']}>
            <Banner meaning={edit.state === 'unknown' || isConflict(edit) ? 'warn' : 'bad'}>
              {sentence(edit.failure)}
            </Banner>
          </div>
        ) : null}
      </section>
      <section className={css['section']}>
        <h3 className={css['heading']}>{edits.details}</h3>
        <dl className={figures['list']}>
          {isCreating(edit) ? (
            <MadeDetails edit={edit} />
          ) : (
            <>
              <dt>{edits.before}</dt>
              <dd>{sideText(strings, format, edit.change, 'before', edit.currency, zone)}</dd>
              <dt>{edits.after}</dt>
              <dd>{sideText(strings, format, edit.change, 'after', edit.currency, zone)}</dd>
              {zone !== undefined && (change.field === 'startsAt' || change.field === 'endsAt') ? (
                <>
                  <dt />
                  <dd>{strings.editing.byZone(zone)}</dd>
                </>
              ) : null}
            </>
          )}
          <dt>{edits.columns.who}</dt>
          <dd>{actorText(strings, edit)}</dd>
          <dt>{edits.columns.why}</dt>
          <dd data-text>{edit.reason || edits.noReason}</dd>
          <dt>{edits.created}</dt>
          <dd>
            {format.dateTime(edit.createdAt)} · <Age at={edit.createdAt} />
          </dd>
          <dt>{edits.settled}</dt>
          <dd>{edit.settledAt === null ? '–' : format.dateTime(edit.settledAt)}</dd>
          {edit.undoneBy !== null ? (
            <>
              <dt>{edits.undone}</dt>
              <dd>{strings.common.yes}</dd>
            </>
          ) : null}
          {edit.traceId !== null ? (
            <>
              <dt>{edits.trace}</dt>
              <dd data-text>{edit.traceId}</dd>
            </>
          ) : null}
        </dl>
      </section>
      <section className={css['section']}>
        <h3 className={css['heading']}>{edits.journal}</h3>
        <Journal edit={edit} />
      </section>
      <Confirm
        open={isAsking}
        onClose={() => setAsking(false)}
        title={edits.undoTitle}
        description={isMaking ? edits.undoMadeText : edits.undoText}
        danger={isMaking}
        action={
          isMaking
            ? edits.undoMade(name, isolate(edit.accountName))
            : edits.undoAction(back, name, isolate(edit.accountName))
        }
        busy={isBusy}
        disabled={!areConfirmed(typed, overLimit, account)}
        onConfirm={() => void undo()}
      >
        <AccountBand id={edit.accountId} name={edit.accountName} />
        <TypedConfirmation changes={overLimit} account={account} value={typed} disabled={isBusy} onChange={setTyped} />
      </Confirm>
    </Inspector>
  )
}

import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import type { EditableObject, EditedObject, EditFinding } from '../../../shared/domain/editable.ts'
import { editFindings, valuesAfter } from '../../../shared/domain/editable.ts'
import { overLimitOf } from '../../../shared/domain/edit-policy.ts'
import type { Change, EditField } from '../../../shared/domain/edits.ts'
import { isMoneyField, partsOfChange, takesBid } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import { isolate } from '../../format.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { AsRead } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { changedField, sideText } from '../../ui/changes.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { bidStrategyText } from '../../ui/entry-text.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import inputs from '../../ui/field.module.css'
import { BID_STRATEGIES } from '../../ui/filter-conditions.ts'
import { findingText, questionOf } from '../../ui/finding-text.ts'
import { FindingsList } from '../../ui/findings-list.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { areConfirmed, TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import { problemText } from '../../ui/typed-text.ts'
import { cx } from '../../ui/cx.ts'
import css from './campaigns.module.css'
import dialogs from './dialogs.module.css'
import { fieldsOf, readForm, textOf } from '../../ui/edit-form.ts'
import type { Problem, Typed } from '../../ui/edit-form.ts'
import { KeepButton } from '../../ui/keep-button.tsx'
import { keepChanges } from './posting.ts'
import { useKeeping } from '../../ui/use-keeping.ts'
import type { Outcome } from './posting.ts'
import { usePost } from './use-post.ts'

/** Each step of an edit is an event, and each reading a call to Meta: it is read again once all are made. */
const NO_EVENTS = [] as const

interface EditFieldProps {
  readonly about: EditableObject
  readonly field: EditField
  readonly text: string
  /** Null: it says what is so. */
  readonly change: Change | null
  readonly problem: Problem | null
  /** What is to be known of the change before it is made. */
  readonly findings: readonly EditFinding[]
  /** How the last edit of it ended, where it was not confirmed. */
  readonly outcome: Outcome | null
  readonly disabled: boolean
  /** A bid that has to go with its strategy. */
  readonly goes: boolean
  readonly onText: (text: string) => void
}

/** One value: what it is, and beside a change what it was. */
const EditFieldRow = ({
  about,
  field,
  text,
  change,
  problem,
  findings,
  outcome,
  disabled,
  goes,
  onText,
}: EditFieldProps): ReactElement => {
  const strings = useStrings()
  const { editing, campaigns } = strings
  const format = useFormat()
  const sentence = useSentence()
  const id = useId()
  const value = about.values[field] ?? null
  const asIs = { field, before: value, after: value } as Change
  const label = changedField(strings, asIs)
  const now =
    change &&
    editing.was(
      change.before === null && field === 'bid'
        ? editing.none
        : sideText(strings, format, change, 'before', about.currency, about.zone),
    )
  const hints = [
    now,
    change === null && field === 'spendCap' ? editing.noCap : null,
    change === null && field === 'endsAt' ? editing.openEnd : null,
    field === 'startsAt' || field === 'endsAt' ? editing.byZone(about.zone) : null,
    goes ? editing.goesWithStrategy : null,
    change !== null && field === 'bidStrategy' && about.level === 'campaign' ? editing.strategyOf : null,
  ].filter((hint) => hint !== null)
  const failed = outcome?.failure ? sentence(outcome.failure) : outcome?.state === 'unknown' ? editing.lost : null
  const blocking = findings.find(({ severity }) => severity === 'block')
  const wrong =
    problem === null ? blocking && findingText(strings, format, blocking, about) : problemText(strings, problem)
  const error = wrong ?? failed
  const warnings = <FindingsList findings={findings.filter(({ severity }) => severity !== 'block')} about={about} />
  if (field === 'status' || field === 'bidStrategy') {
    const strategies = [...new Set([...BID_STRATEGIES, text])]
    return (
      <div className={cx(dialogs['labelled'], css['choice'])} data-field={field}>
        <span className={dialogs['label']} id={id}>
          {label}
        </span>
        {field === 'status' ? (
          <Segments
            label={label}
            value={text}
            disabled={disabled}
            options={(['ACTIVE', 'PAUSED'] as const).map((status) => ({
              value: status,
              label: campaigns.statuses[status],
            }))}
            onChange={onText}
          />
        ) : (
          <Select
            label={label}
            value={text}
            disabled={disabled}
            options={strategies.map((word) => ({ value: word, label: bidStrategyText(strings, word) }))}
            onChange={onText}
          />
        )}
        {error === null ? null : (
          <span className={dialogs['problem']} role="alert">
            {error}
          </span>
        )}
        {hints.length > 0 ? <span className={dialogs['faint']}>{hints.join(' · ')}</span> : null}
        {warnings}
      </div>
    )
  }
  return (
    <div data-field={field}>
      <Field label={label} error={error} hint={hints.length > 0 ? hints.join(' · ') : undefined}>
        {isMoneyField(field) ? (
          <div className={inputs['affixed']}>
            <TextInput value={text} onChange={onText} inputMode="decimal" maxLength={40} disabled={disabled} />
            <span className={inputs['affix']}>{about.currency}</span>
          </div>
        ) : field === 'name' ? (
          <TextInput value={text} onChange={onText} maxLength={400} disabled={disabled} dir="auto" />
        ) : (
          <TextInput type="datetime-local" value={text} onChange={onText} disabled={disabled} />
        )}
      </Field>
      {warnings}
    </div>
  )
}

/** What of a field can have the focus. */
const FILLED_IN = 'input:not([aria-hidden]), [role=radio][aria-checked=true], [role=combobox]'

/** A field that gets the focus, and what is typed in it already. */
export interface FirstField {
  readonly field: EditField
  readonly text?: string
  /** Where the focus goes instead. */
  readonly at?: EditField
}

/** What comes up over the foot of the form must not lie over what is being typed in. */
const keepInSight = (node: HTMLElement | null): void => {
  if (node) document.activeElement?.scrollIntoView({ block: 'nearest' })
}

/** Nothing more is to be done about it here. */
const DONE: ReadonlySet<Outcome['state']> = new Set(['confirmed', 'drafted'])

const isStart = ({ field, after }: Change): boolean => field === 'status' && after === 'ACTIVE'

interface EditFormProps {
  readonly about: EditedObject
  readonly first: FirstField | null
  /** Reads what is so at Meta again. */
  readonly onPosted: () => Promise<void>
  readonly onClose: () => void
}

const EditForm = ({ about, first, onPosted, onClose }: EditFormProps): ReactElement => {
  const { editing, common, sets } = useStrings()
  const { accountId, objectId } = about
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const [typed, setTyped] = useState<Typed>(first?.text === undefined ? {} : { [first.field]: first.text })
  const [outcomes, setOutcomes] = useState<ReadonlyMap<EditField, Outcome>>(new Map())
  const [isBusy, setBusy] = useState(false)
  const [confirmed, setConfirmed] = useState('')
  const [typedAgain, setTypedAgain] = useState('')
  const [reason, setReason] = useState('')
  const sending = usePost()
  const formId = useId()
  const fields = fieldsOf(about)
  const { changes, problems } = readForm(about, typed, locale)
  const parts = changes.flatMap(partsOfChange)
  const findings = new Map(
    parts.map((change) => [change.field, editFindings(about, change, changes, about.terms)] as const),
  )
  const strategy = parts.find(({ field }) => field === 'bidStrategy')
  const bidGoes = about.values.bid !== undefined && typeof strategy?.after === 'string' && !takesBid(strategy.after)
  const all = [...findings.values()].flat()
  const account = { name: about.accountName, currency: about.currency }
  const overLimit = overLimitOf(parts, valuesAfter(about.values, changes), about.terms.limit)
  const isBlocked = problems.size > 0 || all.some(({ severity }) => severity === 'block')
  const question = questionOf(all)
  const mayPost =
    changes.length > 0 &&
    !isBlocked &&
    (question === '' || confirmed === question) &&
    areConfirmed(typedAgain, overLimit, account)
  const name = format.quoted(about.name, 32)

  /** One after the other: what Meta refuses stays in its field with the reason, all else is made. */
  const post = async (): Promise<void> => {
    setBusy(true)
    // What is started keeps to the rules with all else that is changed with it.
    const inOrder = changes.toSorted((a, b) => Number(isStart(a)) - Number(isStart(b)))
    const ended = await sending.post(
      inOrder.map((change) => ({ accountId, objectId, change, reason: reason.trim(), confirmed: typedAgain })),
    )
    const confirmedOnes = ended.filter(({ state }) => state === 'confirmed').map(({ change }) => change)
    if (confirmedOnes.length > 0) say.done(editing.posted(confirmedOnes.length, name))
    const doneOnes = ended.filter(({ state }) => DONE.has(state)).map(({ change }) => change)
    if (doneOnes.length === ended.length) return onClose()
    const made = new Set(doneOnes.flatMap(partsOfChange).map(({ field }) => field))
    // First, or what was made would show its old value for a moment.
    await onPosted()
    setTyped(Object.fromEntries(Object.entries(typed).filter(([field]) => !made.has(field as EditField))))
    setOutcomes(new Map(ended.filter(({ state }) => !DONE.has(state)).map((each) => [each.change.field, each])))
    setBusy(false)
  }

  const keeping = useKeeping(async (into, isPosted) => {
    setBusy(true)
    try {
      const kept = await keepChanges(
        changes.map((change) => ({ accountId, objectId, change, reason: reason.trim() })),
        into,
        isPosted,
      )
      setOutcomes(new Map(kept.refused.map((each) => [each.change.field, each])))
      return kept
    } finally {
      setBusy(false)
    }
  }, onClose)

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      first={first ? `[data-field="${first.at ?? first.field}"] :is(${FILLED_IN})` : undefined}
      title={editing.titles[about.level]}
      description={format.quoted(about.name, 120)}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <KeepButton
            name={sets.draftsOf(format.dateTime(about.past.now))}
            disabled={isBusy || isBlocked || changes.length === 0}
            onKeep={(into) => keeping(into, false)}
          />
          <Button kind="primary" type="submit" form={formId} busy={isBusy} disabled={!mayPost}>
            {changes.length === 0
              ? editing.noChange
              : sending.isHeld
                ? editing.hold(changes.length, name)
                : editing.post(changes.length, name, isolate(about.accountName))}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={dialogs['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (mayPost) void post()
        }}
      >
        <AccountBand id={about.accountId} name={about.accountName} />
        <ReadOnlyBanner policy={about.terms} accountId={about.accountId} />
        {about.isLive ? null : (
          <Banner meaning="warn">
            {sending.isHeld ? editing.held : editing.lastKnown} <AsRead at={about.readAt} />
          </Banner>
        )}
        {fields.length === 0 ? <p>{editing.nothing}</p> : null}
        {fields.map((field) => (
          <EditFieldRow
            key={field}
            about={about}
            field={field}
            text={field === 'bid' && bidGoes ? '' : (typed[field] ?? textOf(field, about.values[field], about, locale))}
            change={parts.find((change) => change.field === field) ?? null}
            problem={problems.get(field) ?? null}
            findings={findings.get(field) ?? []}
            outcome={outcomes.get(field) ?? null}
            disabled={isBusy || about.terms.readOnly !== null || (field === 'bid' && bidGoes)}
            goes={field === 'bid' && bidGoes}
            onText={(text) => {
              setTyped({ ...typed, [field]: text })
              setOutcomes(new Map([...outcomes].filter(([of]) => of !== field)))
            }}
          />
        ))}
        {fields.length === 0 ? null : (
          <ReasonField value={reason} disabled={isBusy || about.terms.readOnly !== null} onChange={setReason} />
        )}
        {overLimit.length > 0 || question !== '' ? (
          <div className={dialogs['atHand']} ref={keepInSight}>
            <TypedConfirmation
              changes={overLimit}
              account={account}
              value={typedAgain}
              disabled={isBusy}
              onChange={setTypedAgain}
            />
            {question === '' ? null : (
              <Checkbox
                label={editing.confirm}
                checked={confirmed === question}
                onChange={(on) => setConfirmed(on ? question : '')}
              />
            )}
          </div>
        ) : null}
      </form>
    </Dialog>
  )
}

interface EditDialogProps {
  readonly id: string
  /** Null: the first there is. */
  readonly first: FirstField | null
  readonly onClose: () => void
}

/** Everything that can be edited of an object, with what it is at Meta now. */
export const EditDialog = ({ id, first, onClose }: EditDialogProps): ReactElement => {
  const { common } = useStrings()
  const { value, failure, refresh } = useServer(
    `edits.values:${id}`,
    () => call('edits.values', { objectId: id }),
    NO_EVENTS,
  )
  if (value) return <EditForm about={value} first={first} onPosted={refresh} onClose={onClose} />
  return (
    <Dialog wide open onClose={onClose} title={common.loading}>
      {failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={8} />}
    </Dialog>
  )
}

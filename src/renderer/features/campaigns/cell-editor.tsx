import { Popover as Base } from '@base-ui/react/popover'
import type { CSSProperties, KeyboardEvent, ReactElement } from 'react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { NO_TERMS } from '../../../shared/domain/edit-policy.ts'
import { editFindings } from '../../../shared/domain/editable.ts'
import type { EditableObject, EditFinding } from '../../../shared/domain/editable.ts'
import { isMoneyField, isTimeField, partsOfChange } from '../../../shared/domain/edits.ts'
import type { Change, EditField } from '../../../shared/domain/edits.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { TableObject } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import { useTerms } from '../../stores/edit-terms.ts'
import { useFormat, useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { changedField } from '../../ui/changes.ts'
import { bidStrategyText } from '../../ui/entry-text.ts'
import { TextInput } from '../../ui/field.tsx'
import { BID_STRATEGIES } from '../../ui/filter-conditions.ts'
import { findingKey, findingText } from '../../ui/finding-text.ts'
import popup from '../../ui/popup.module.css'
import { Segments } from '../../ui/segments.tsx'
import { useSay } from '../../ui/toast.tsx'
import { problemText } from '../../ui/typed-text.ts'
import css from './cell-editor.module.css'
import type { FirstField } from './edit-dialog.tsx'
import { valuesOfRow } from './cell-fields.ts'
import { readForm, textOf } from '../../ui/edit-form.ts'
import { forget, outcomeKey, useOutcomes } from './posting.ts'
import { usePost } from './use-post.ts'

/** A cell that is being written in. */
export interface EditedCell {
  readonly object: TableObject
  readonly field: EditField
  readonly currency: Currency
  /** The cell in the table, as long as it is drawn. */
  readonly anchor: () => HTMLElement | null
}

interface CellEditorProps {
  readonly cell: EditedCell
  readonly onClose: () => void
  /** What has to be confirmed is confirmed in the form. */
  readonly onForm: (id: string, first: FirstField) => void
}

/** What of it has the focus. */
const WRITTEN_IN = '[role=radio][aria-checked=true], input:not([aria-hidden])'

/** What stands in the field, and what is to be said of it once the object's past is known. */
interface Read {
  readonly change: Change | null
  readonly problem: string | null
  /** A bid goes with it, which is asked for in the form. */
  readonly hasBid: boolean
  readonly findings: readonly EditFinding[]
}

/**
 * Writes in a cell: over it, with what is wrong or to be known below. Enter posts it or, where nothing can be sent, keeps it as a
 * draft; Escape leaves it as it was.
 */
export const CellEditor = ({ cell, onClose, onForm }: CellEditorProps): ReactElement => {
  const { object, field, currency, anchor } = cell
  const strings = useStrings()
  const { editing, campaigns } = strings
  const format = useFormat()
  const sentence = useSentence()
  const locale = useLocale()
  const say = useSay()
  const { isHeld, post: postOrKeep } = usePost()
  const toldId = useId()
  const popupRef = useRef<HTMLDivElement>(null)
  const key = outcomeKey(object.id, field)
  const outcome = useOutcomes().get(key)
  const failed = outcome?.state === 'rejected' ? outcome : undefined

  const row = useMemo(
    () => ({ level: object.level, values: valuesOfRow(object), currency, zone: object.zone }),
    [object, currency],
  )
  const asIs = textOf(field, row.values[field], row, locale)
  // What was refused is there again, to be put right.
  const [text, setText] = useState(failed ? textOf(field, failed.change.after, row, locale) : asIs)
  const [known, setKnown] = useState<EditableObject | null>(null)
  const reading = useRef<Promise<EditableObject | null>>(undefined)
  useEffect(() => {
    let isHere = true
    reading.current = call('edits.known', { objectIds: [object.id] }).then(([found]) => {
      if (isHere) setKnown(found ?? null)
      return found ?? null
    })
    reading.current.catch(() => undefined)
    return () => {
      isHere = false
    }
  }, [object.id])

  const terms = useTerms(object.accountId)
  const read = (about: EditableObject | null): Read => {
    const { changes, problems } = readForm(about ?? row, { [field]: text }, locale)
    const [change = null] = changes
    const problem = problems.get(field)
    return {
      change,
      problem: !problem ? null : problemText(strings, problem),
      hasBid: problems.has('bid') || (change !== null && partsOfChange(change).length > 1),
      findings: about && change ? editFindings(about, change, changes, terms ?? NO_TERMS) : [],
    }
  }
  const { change, problem, hasBid, findings } = read(known)
  const place = { currency, zone: object.zone }
  const [worst] = findings
  const toForm = field === 'bidStrategy' && hasBid
  const asksForm = toForm || worst?.severity === 'confirm'
  const failure = failed && text === textOf(field, failed.change.after, row, locale) ? failed.failure : null
  const error =
    problem ?? (worst?.severity === 'block' ? findingText(strings, format, worst, place) : failure && sentence(failure))
  const told = findings.filter(({ severity }) => severity !== 'block')
  const value = row.values[field] ?? null
  const label = `${changedField(strings, { field, before: value, after: value } as Change)}, ${object.name}`

  const isLeaving = useRef(false)
  /** The focus goes back to the cell, also from where the form opens: that gives it back when it closes. */
  const leave = (): void => {
    isLeaving.current = true
    anchor()?.focus({ preventScroll: true })
    onClose()
  }
  const post = async (): Promise<void> => {
    const about = await reading.current?.catch((reason: unknown) => void say.failed(reason))
    // Without its past nothing could be asked.
    if (!about) return
    const now = read(about)
    if (now.problem !== null || now.findings[0]?.severity === 'block') return
    leave()
    if (now.change === null) return forget([key])
    if (field === 'bidStrategy' && now.hasBid) return onForm(object.id, { field, text, at: 'bid' })
    if (now.findings[0]?.severity === 'confirm') return onForm(object.id, { field, text })
    await postOrKeep([{ accountId: object.accountId, objectId: object.id, change: now.change, reason: '' }])
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of the table behind are not meant.
    event.stopPropagation()
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      void post()
    }
    if (event.key === 'Escape' && failed) forget([key])
  }
  return (
    <Base.Root
      open
      onOpenChange={(isOpen, { reason, cancel }) => {
        if (isOpen || isLeaving.current) return
        if (reason === 'escape-key') return leave()
        if (text === asIs) return onClose()
        // What was typed is not lost by a press beside it.
        cancel()
        setTimeout(() => popupRef.current?.querySelector<HTMLElement>(WRITTEN_IN)?.focus())
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          // Over the cell and not beside it.
          sideOffset={({ anchor: { height } }) => -height}
          collisionPadding={4}
          className={popup['positioner']}
        >
          <Base.Popup
            ref={popupRef}
            className={css['editor']}
            aria-label={label}
            style={{ '--cell': `${anchor()?.offsetHeight ?? 28}px` } as CSSProperties}
            finalFocus={false}
            onKeyDown={onKeyDown}
          >
            <div className={css['value']}>
              {field === 'bidStrategy' ? (
                <Segments
                  stacked
                  label={label}
                  value={text}
                  options={[...new Set([...BID_STRATEGIES, asIs])].map((word) => ({
                    value: word,
                    label: bidStrategyText(strings, word),
                  }))}
                  onChange={setText}
                />
              ) : field === 'status' ? (
                <Segments
                  label={label}
                  value={text}
                  options={(['ACTIVE', 'PAUSED'] as const).map((status) => ({
                    value: status,
                    label: campaigns.statuses[status],
                  }))}
                  onChange={setText}
                />
              ) : (
                <TextInput
                  aria-label={label}
                  aria-invalid={error !== null}
                  aria-describedby={toldId}
                  className={isMoneyField(field) ? css['amount'] : undefined}
                  type={isTimeField(field) ? 'datetime-local' : 'text'}
                  inputMode={isMoneyField(field) ? 'decimal' : undefined}
                  dir={field === 'name' ? 'auto' : undefined}
                  value={text}
                  onChange={setText}
                  onFocus={(event) => event.currentTarget.select()}
                />
              )}
              {isMoneyField(field) ? <span className={css['unit']}>{currency}</span> : null}
            </div>
            <div className={css['told']} id={toldId} aria-live="polite">
              <AccountBand id={object.accountId} name={object.accountName} short />
              {error ? <p data-severity="block">{error}</p> : null}
              {told.map((finding) => (
                <p key={findingKey(finding)} data-severity={finding.severity}>
                  {findingText(strings, format, finding, place)}
                </p>
              ))}
              {error === null && asksForm ? <p>{toForm ? editing.cell.bidInForm : editing.cell.toForm}</p> : null}
              {isTimeField(field) ? <p>{editing.byZone(object.zone)}</p> : null}
              {field === 'spendCap' ? <p>{editing.noCap}</p> : null}
              {field === 'endsAt' ? <p>{editing.openEnd}</p> : null}
              {field === 'bidStrategy' && change !== null && object.level === 'campaign' ? (
                <p>{editing.strategyOf}</p>
              ) : null}
              {error === null && !asksForm ? (
                <p>{isHeld ? editing.cell.held : change === null ? editing.cell.keys : editing.cell.post}</p>
              ) : null}
            </div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

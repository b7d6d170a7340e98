import type { ReactElement } from 'react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { failureFrom } from '../../api.ts'
import { useTermsOf } from '../../stores/edit-terms.ts'
import { useLocale, useStrings } from '../../strings/use-strings.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { bidStrategyText } from '../../ui/entry-text.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { BID_STRATEGIES } from '../../ui/filter-conditions.ts'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../../ui/typed-text.ts'
import { asksBid, BULK_KINDS, bulkFieldsOf, readBulk } from './bulk-form.ts'
import type { BulkField, BulkKind, BulkTyped, FormProblem } from './bulk-form.ts'
import dialogs from './dialogs.module.css'
import { EditPreview } from './edit-preview.tsx'
import { PreviewFooter } from './preview-footer.tsx'
import { readChosen } from './read-objects.ts'
import { useKeeping } from '../../ui/use-keeping.ts'
import { usePreview } from './use-preview.ts'
import type { TableQuestion } from './use-table.ts'

const TEXTS: ReadonlySet<BulkField> = new Set(['name', 'bidStrategy', 'startsAt', 'endsAt'])

const FIRST: BulkTyped = {
  field: 'status',
  kind: 'set',
  status: 'PAUSED',
  strategy: 'LOWEST_COST_WITHOUT_CAP',
  text: '',
  replacement: '',
  isRegExp: false,
  isCaseSensitive: true,
}

interface BulkFieldsProps {
  readonly level: Level
  readonly typed: BulkTyped
  readonly problem: string | null
  readonly disabled: boolean
  readonly onTyped: (typed: BulkTyped) => void
}

const BulkFields = ({ level, typed, problem, disabled, onTyped }: BulkFieldsProps): ReactElement => {
  const strings = useStrings()
  const { editing, campaigns, timeline } = strings
  const { bulk } = editing
  const set = (part: Partial<BulkTyped>): void => onTyped({ ...typed, ...part })
  const kinds: readonly BulkKind[] = BULK_KINDS[typed.field]
  const hints: Readonly<Partial<Record<BulkKind, string>>> = bulk.hints
  const isTime = typed.field === 'startsAt' || typed.field === 'endsAt'
  return (
    <>
      <div className={dialogs['pair']}>
        <Select<BulkField>
          label={bulk.field}
          value={typed.field}
          disabled={disabled}
          options={bulkFieldsOf(level).map((value) => ({ value, label: timeline.fields[value] }))}
          onChange={(field) => set({ field, kind: BULK_KINDS[field][0] ?? 'set', text: '' })}
        />
        {kinds.length > 0 ? (
          <Select<BulkKind>
            label={bulk.kind}
            value={typed.kind}
            disabled={disabled}
            options={kinds.map((value) => ({ value, label: bulk.kinds[value] }))}
            onChange={(kind) => set({ kind })}
          />
        ) : typed.field === 'bidStrategy' ? (
          <Select
            label={timeline.fields.bidStrategy}
            value={typed.strategy}
            disabled={disabled}
            options={BID_STRATEGIES.map((value) => ({ value, label: bidStrategyText(strings, value) }))}
            onChange={(strategy) => set({ strategy })}
          />
        ) : (
          <Segments
            label={timeline.fields.status}
            value={typed.status}
            disabled={disabled}
            options={(['ACTIVE', 'PAUSED'] as const).map((value) => ({ value, label: campaigns.statuses[value] }))}
            onChange={(status) => set({ status })}
          />
        )}
      </div>
      {typed.field === 'bidStrategy' && level === 'campaign' ? (
        <p className={dialogs['faint']}>{editing.strategyOf}</p>
      ) : null}
      {asksBid(level, typed) ? (
        <Field label={timeline.fields.bid} error={problem} hint={bulk.bidHint}>
          <TextInput
            value={typed.text}
            inputMode="decimal"
            maxLength={40}
            disabled={disabled}
            data-bulk-value
            onChange={(text) => set({ text })}
          />
        </Field>
      ) : null}
      {kinds.length === 0 || typed.kind === 'clear' ? null : (
        <div className={typed.kind === 'replace' ? dialogs['pair'] : undefined}>
          <Field label={bulk.values[typed.kind]} error={problem} hint={isTime ? bulk.byZones : hints[typed.kind]}>
            <TextInput
              type={isTime ? 'datetime-local' : 'text'}
              value={typed.text}
              maxLength={400}
              disabled={disabled}
              data-bulk-value
              onChange={(text) => set({ text })}
            />
          </Field>
          {typed.kind === 'replace' ? (
            <Field label={bulk.replacement}>
              <TextInput
                value={typed.replacement}
                maxLength={400}
                disabled={disabled}
                onChange={(replacement) => set({ replacement })}
              />
            </Field>
          ) : null}
        </div>
      )}
      {typed.kind === 'replace' && typed.field === 'name' ? (
        <div className={dialogs['names']}>
          <Checkbox label={bulk.isRegExp} checked={typed.isRegExp} onChange={(isRegExp) => set({ isRegExp })} />
          <Checkbox
            label={bulk.isCaseSensitive}
            checked={typed.isCaseSensitive}
            onChange={(isCaseSensitive) => set({ isCaseSensitive })}
          />
        </div>
      ) : null}
    </>
  )
}

interface BulkDialogProps {
  readonly level: Level
  readonly asked: TableQuestion
  readonly chosen: ReadonlySet<string>
  readonly onClose: () => void
}

/** One thing done to all chosen objects: what each becomes is shown before anything is sent, and how each ended afterwards. */
export const BulkDialog = ({ level, asked, chosen, onClose }: BulkDialogProps): ReactElement => {
  const strings = useStrings()
  const { bulk } = strings.editing
  const locale = useLocale()
  const formId = useId()
  const [objects, setObjects] = useState<readonly EditableObject[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [typed, setTyped] = useState<BulkTyped>(FIRST)

  // As they were when it was opened: an edit moves rows in the table.
  const first = useRef({ asked, chosen })
  useEffect(() => {
    let isHere = true
    readChosen(first.current.asked, first.current.chosen, () => isHere).then(
      (found) => found && setObjects(found),
      (error: unknown) => setFailure(failureFrom(error)),
    )
    return () => {
      isHere = false
    }
  }, [])

  // Of many objects the lines may come a moment after the key.
  const settled = useDeferredValue(typed)
  const accountIds = useMemo(() => (objects ?? []).map(({ accountId }) => accountId), [objects])
  const terms = useTermsOf(accountIds)
  const read = useMemo(() => readBulk(settled, objects ?? [], locale, terms), [settled, objects, locale, terms])
  const lines = useMemo(
    () =>
      read.ok
        ? read.lines
        : (objects ?? []).map((about) => ({ about, change: null, problem: null, place: null, findings: [] })),
    [read, objects],
  )
  const previewed = usePreview(lines)
  const { left, isBusy } = previewed
  const keeping = useKeeping(previewed.keep, onClose)
  const { sets } = strings
  const name = sets.bulkName(strings.timeline.fields[typed.field], left.length).slice(0, MOST_SET_NAME)
  const isWrong = !read.ok || settled !== typed
  const wrong = (problem: FormProblem): string =>
    problem.of === 'factor'
      ? strings.typed.factor[problem.problem]
      : problem.of === 'pattern'
        ? strings.typed.pattern[problem.problem]
        : problem.of === 'currencies'
          ? bulk.currencies
          : problemText(strings, problem)
  const problem = read.ok || typed.text === '' ? null : wrong(read.problem)
  const missing = objects === null ? 0 : chosen.size - objects.length

  return (
    <Dialog
      wide="table"
      open
      onClose={onClose}
      title={bulk.title(chosen.size)}
      description={bulk.text}
      footer={
        <PreviewFooter
          previewed={previewed}
          formId={formId}
          isWrong={isWrong}
          name={name}
          onKeep={(into) => keeping(into, false)}
          onClose={onClose}
        />
      }
    >
      {failure ? <FailureBanner failure={failure} /> : null}
      {objects === null ? (
        failure ? null : (
          <Skeleton lines={8} />
        )
      ) : (
        <form
          id={formId}
          className={dialogs['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (left.length > 0 && !isWrong && !isBusy) keeping({ name }, true)
          }}
        >
          <BulkFields level={level} typed={typed} problem={problem} disabled={isBusy} onTyped={setTyped} />
          {missing > 0 ? <p className={dialogs['faint']}>{bulk.missing(missing)}</p> : null}
          <EditPreview previewed={previewed} isText={TEXTS.has(typed.field)} headers={null} />
        </form>
      )}
    </Dialog>
  )
}

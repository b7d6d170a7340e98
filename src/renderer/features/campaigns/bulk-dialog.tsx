import type { ReactElement } from 'react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { EditState } from '../../../shared/domain/edits.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import { sideText } from '../../ui/changes.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { FailureBanner, Progress, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../../ui/typed-text.ts'
import { BULK_FIELDS, BULK_KINDS, readBulk } from './bulk-form.ts'
import type { BulkField, BulkKind, BulkLine, BulkObject, BulkTyped, FormProblem } from './bulk-form.ts'
import css from './campaigns.module.css'
import dialogs from './dialogs.module.css'
import { readRows } from './use-copying.ts'
import type { TableQuestion } from './use-table.ts'

const BANDS = 4

interface Outcome {
  readonly state: EditState | 'posting'
  readonly failure: Failure | null
}

const FIRST: BulkTyped = {
  field: 'status',
  kind: 'set',
  status: 'PAUSED',
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
  const { editing, campaigns } = useStrings()
  const { bulk } = editing
  const set = (part: Partial<BulkTyped>): void => onTyped({ ...typed, ...part })
  const fields = BULK_FIELDS.filter(
    (field) => (field !== 'budget' || level !== 'ad') && (field !== 'bid' || level === 'adset'),
  )
  const kinds: readonly BulkKind[] = BULK_KINDS[typed.field]
  const hints: Readonly<Partial<Record<BulkKind, string>>> = bulk.hints
  return (
    <>
      <div className={dialogs['pair']}>
        <Select<BulkField>
          label={bulk.field}
          value={typed.field}
          disabled={disabled}
          options={fields.map((value) => ({ value, label: bulk.fields[value] }))}
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
        ) : (
          <Segments
            label={bulk.fields.status}
            value={typed.status}
            disabled={disabled}
            options={(['ACTIVE', 'PAUSED'] as const).map((value) => ({ value, label: campaigns.statuses[value] }))}
            onChange={(status) => set({ status })}
          />
        )}
      </div>
      {typed.field === 'status' ? null : (
        <div className={typed.kind === 'replace' ? dialogs['pair'] : undefined}>
          <Field label={bulk.values[typed.kind]} error={problem} hint={hints[typed.kind]}>
            <TextInput
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

interface ColumnsHow {
  readonly strings: Strings
  readonly format: Format
  readonly sentence: (failure: Failure) => string
  readonly level: Level
  /** Names are read from their start, and need room. */
  readonly isName: boolean
  readonly outcomes: ReadonlyMap<string, Outcome>
}

/** What each object is, becomes, and how its edit ended. */
const columnsOf = ({ strings, format, sentence, level, isName, outcomes }: ColumnsHow): readonly Column<BulkLine>[] => {
  const { table, editing } = strings
  const { bulk } = editing
  return [
    {
      id: 'name',
      header: table.names[level],
      width: 180,
      grow: true,
      plain: true,
      cell: ({ object }) => <bdi dir="auto">{object.name}</bdi>,
    },
    {
      id: 'before',
      header: bulk.before,
      width: isName ? 220 : 150,
      align: isName ? 'start' : 'end',
      plain: true,
      cell: ({ change, currency }) => (change ? sideText(strings, format, change, 'before', currency) : '–'),
    },
    {
      id: 'after',
      header: bulk.after,
      width: isName ? 240 : 170,
      align: isName ? 'start' : 'end',
      plain: true,
      cell: ({ change, currency }) =>
        change ? <strong>{sideText(strings, format, change, 'after', currency)}</strong> : bulk.unchanged,
    },
    {
      id: 'state',
      header: bulk.state,
      width: 220,
      plain: true,
      tone: ({ object, problem: own }) => {
        const state = outcomes.get(object.id)?.state
        return own || state === 'rejected' ? css['bad'] : state === 'confirmed' ? css['good'] : undefined
      },
      title: ({ object }) => {
        const why = outcomes.get(object.id)?.failure
        return why ? sentence(why) : undefined
      },
      cell: ({ object, problem: own }) => {
        const outcome = outcomes.get(object.id)
        if (outcome?.failure) return sentence(outcome.failure)
        if (outcome) return outcome.state === 'posting' ? editing.posting : strings.edits.states[outcome.state]
        return own ? problemText(strings, own) : ''
      },
    },
  ]
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
  const { editing, common } = strings
  const { bulk } = editing
  const format = useFormat()
  const sentence = useSentence()
  const locale = useLocale()
  const formId = useId()
  const [objects, setObjects] = useState<readonly BulkObject[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [typed, setTyped] = useState<BulkTyped>(FIRST)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [isPosting, setPosting] = useState(false)
  const mayGoOn = useRef(true)

  // As they were when it was opened: an edit moves rows in the table.
  const first = useRef({ asked, chosen })
  useEffect(() => {
    let isHere = true
    readRows(first.current.asked, first.current.chosen, () => isHere).then(
      (rows) =>
        rows && setObjects(rows.flatMap(({ object, currency }) => (object && currency ? [{ object, currency }] : []))),
      (error: unknown) => setFailure(failureFrom(error)),
    )
    return () => {
      isHere = false
      mayGoOn.current = false
    }
  }, [])

  const read = useMemo(() => readBulk(typed, objects ?? [], locale), [typed, objects, locale])
  const lines: readonly BulkLine[] = read.ok
    ? read.lines
    : (objects ?? []).map((row) => ({ ...row, change: null, problem: null }))
  const isDone = (line: BulkLine): boolean => outcomes.get(line.object.id)?.state === 'confirmed'
  const left = lines.filter((line) => line.change !== null && !isDone(line))
  const wrong = (problem: FormProblem): string =>
    problem.of === 'factor'
      ? strings.typed.factor[problem.problem]
      : problem.of === 'pattern'
        ? strings.typed.pattern[problem.problem]
        : problem.of === 'currencies'
          ? bulk.currencies
          : problemText(strings, problem)
  const problem = read.ok || typed.text === '' ? null : wrong(read.problem)

  /** One after the other, each journaled, sent once and read back by itself. */
  const post = async (): Promise<void> => {
    setPosting(true)
    mayGoOn.current = true
    for (const { object, change } of left) {
      if (!mayGoOn.current || change === null) break
      const note = (outcome: Outcome): void => setOutcomes((all) => new Map(all).set(object.id, outcome))
      note({ state: 'posting', failure: null })
      note(
        await call('edits.make', { accountId: object.accountId, objectId: object.id, change, reason: '' }).then(
          ({ state, failure: why }): Outcome => ({ state, failure: why }),
          (error: unknown): Outcome => ({ state: 'rejected', failure: failureFrom(error) }),
        ),
      )
    }
    setPosting(false)
  }

  const isName = typed.field === 'name'
  const columns = useMemo(
    () => columnsOf({ strings, format, sentence, level, isName, outcomes }),
    [strings, format, sentence, level, isName, outcomes],
  )
  const accounts = [...new Map(left.map(({ object }) => [object.accountId, object.accountName]))]
  const ended = [...outcomes.values()].filter(({ state }) => state !== 'posting').length

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={bulk.title(chosen.size)}
      description={bulk.text}
      footer={
        <>
          {isPosting ? (
            <Progress
              label={bulk.progress(ended, ended + left.length)}
              share={ended / Math.max(1, ended + left.length)}
            />
          ) : null}
          {isPosting ? (
            <Button onClick={() => (mayGoOn.current = false)}>{bulk.stop}</Button>
          ) : (
            <Button onClick={onClose}>{outcomes.size > 0 ? common.close : common.cancel}</Button>
          )}
          <Button kind="primary" type="submit" form={formId} busy={isPosting} disabled={left.length === 0 || !read.ok}>
            {left.length === 0 ? editing.noChange : bulk.post(left.length, accounts.length)}
          </Button>
        </>
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
            if (left.length > 0 && read.ok && !isPosting) void post()
          }}
        >
          <BulkFields
            level={level}
            typed={typed}
            problem={problem}
            disabled={isPosting}
            onTyped={(next) => {
              setTyped(next)
              setOutcomes(new Map())
            }}
          />
          {accounts.slice(0, BANDS).map(([id, name]) => (
            <AccountBand key={id} id={id} name={name} />
          ))}
          {accounts.length > BANDS ? <p className={dialogs['faint']}>{bulk.more(accounts.length - BANDS)}</p> : null}
          <div className={css['preview']}>
            <DataTable
              id="bulk"
              label={bulk.preview}
              columns={columns}
              count={lines.length}
              rowAt={(at) => lines[at]}
              keyOf={({ object }) => object.id}
              question=""
              fitted
            />
          </div>
        </form>
      )}
    </Dialog>
  )
}

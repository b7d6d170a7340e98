import { Table2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import type { PastedTable } from '../../../shared/domain/edits-paste.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { failureFrom } from '../../api.ts'
import { useTermsOf } from '../../stores/edit-terms.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { pasteWords } from '../../ui/typed-text.ts'
import css from './campaigns.module.css'
import dialogs from './dialogs.module.css'
import { EditPreview } from './edit-preview.tsx'
import { pastedLines, readAbout, readPasted } from './paste-lines.ts'
import { fileText } from './paste-text.ts'
import { PreviewFooter } from './preview-footer.tsx'
import { useKeeping } from '../../ui/use-keeping.ts'
import { usePreview } from './use-preview.ts'

/** Headers that are named: a table of ours can have dozens. */
const MOST_NAMED = 8

const namedOf = (table: PastedTable, isRead: boolean): string => {
  const names = table.columns.flatMap(({ header, field }) =>
    (field !== null) === isRead && header.trim() ? [header.trim()] : [],
  )
  return names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(', ')} …` : names.join(', ')
}

/** More of a text than this is not shown in a field: nobody corrects it there. */
const MOST_SHOWN = 100_000

interface TableFieldProps {
  /** What could not be read. */
  readonly text: string
  readonly problem: string | null
  readonly onText: (text: string) => void
  readonly onFile: (file: File) => void
}

/** Where a table is pasted, typed, or chosen as a file. */
const TableField = ({ text, problem, onText, onFile }: TableFieldProps): ReactElement => {
  const { paste } = useStrings().editing
  const id = useId()
  const [typed, setTyped] = useState(text.length > MOST_SHOWN ? '' : text)
  return (
    <div className={dialogs['labelled']}>
      <label className={dialogs['label']} htmlFor={id}>
        {paste.area}
      </label>
      <textarea
        id={id}
        data-paste
        className={css['pasted']}
        value={typed}
        rows={6}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null}
        onChange={(event) => setTyped(event.target.value)}
        onPaste={(event) => {
          // Into a field that is empty it is the whole table, and may be too long for any field.
          if (typed.trim() !== '') return
          event.preventDefault()
          onText(event.clipboardData.getData('text/plain'))
        }}
      />
      {problem === null ? null : (
        <span className={dialogs['problem']} role="alert">
          {problem}
        </span>
      )}
      <span className={dialogs['faint']} id={`${id}-hint`}>
        {paste.hint}
      </span>
      <div className={css['pasteActs']}>
        <FileButton
          label={paste.file}
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          onFile={onFile}
        />
        {typed.trim() === '' ? null : (
          <Button icon={<Table2 />} onClick={() => onText(typed)}>
            {paste.take}
          </Button>
        )}
      </div>
    </div>
  )
}

interface TableHeadProps {
  readonly table: PastedTable
  readonly disabled: boolean
  readonly onAnother: () => void
}

/** What of a table is read. */
const TableHead = ({ table, disabled, onAnother }: TableHeadProps): ReactElement => {
  const { paste } = useStrings().editing
  const unread = namedOf(table, false)
  return (
    <div className={css['pasteHead']}>
      <p data-text>
        {paste.read(table.rows.length)}. {paste.columns(namedOf(table, true))}{' '}
        {unread === '' ? null : paste.unread(unread)}
      </p>
      <Button size="small" disabled={disabled} onClick={onAnother}>
        {paste.another}
      </Button>
    </div>
  )
}

interface PasteDialogProps {
  readonly level: Level
  /** Where names are looked for; empty: in all that are watched. */
  readonly accountIds: readonly AccountId[]
  /** What was pasted already; empty: nothing. */
  readonly text: string
  readonly onClose: () => void
}

/** Edits from a spreadsheet: what each cell makes of its object is shown before anything is sent. */
export const PasteDialog = ({ level, accountIds, text: first, onClose }: PasteDialogProps): ReactElement => {
  const { editing, typed, sets } = useStrings()
  const { paste } = editing
  const format = useFormat()
  const locale = useLocale()
  const formId = useId()
  const words = useMemo(() => pasteWords(), [])
  const [text, setText] = useState(first)
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const [objects, setObjects] = useState<readonly EditableObject[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const answer = useMemo(() => (text === '' ? null : readPasted(text, words)), [text, words])
  const table = answer?.ok ? answer.table : null

  // Where it was pasted: another account in view is another table behind the dialog, and not another question.
  const where = useRef({ level, accountIds })
  useEffect(() => {
    setObjects(null)
    setFailure(null)
    if (table === null) return undefined
    let isHere = true
    readAbout(table, where.current, () => isHere).then(
      (found) => found && setObjects(found),
      (error: unknown) => setFailure(failureFrom(error)),
    )
    return () => {
      isHere = false
    }
  }, [table])

  const accountsAbout = useMemo(() => (objects ?? []).map(({ accountId }) => accountId), [objects])
  const terms = useTermsOf(accountsAbout)
  const lines = useMemo(
    () => (table === null || objects === null ? [] : pastedLines(table, objects, { words, locale, terms })),
    [table, objects, words, locale, terms],
  )
  const headers = useMemo(() => table?.columns.map(({ header }) => header) ?? [], [table])
  const previewed = usePreview(lines)
  const { left, isBusy } = previewed
  const keeping = useKeeping(previewed.keep, onClose)
  const name = sets.bulkName(paste.title, left.length).slice(0, MOST_SET_NAME)
  const problem =
    answer === null || answer.ok
      ? fileProblem
      : answer.row === null
        ? typed.paste[answer.problem]
        : paste.atRow(typed.paste[answer.problem], format.count(answer.row))
  const take = (next: string): void => {
    setFileProblem(next.trim() === '' ? typed.paste.empty : null)
    setText(next)
  }
  return (
    <Dialog
      wide="table"
      open
      onClose={onClose}
      first={table === null ? '[data-paste]' : undefined}
      title={paste.title}
      description={paste.text}
      footer={
        <PreviewFooter
          previewed={previewed}
          formId={formId}
          isWrong={table === null}
          name={name}
          onKeep={(into) => keeping(into, false)}
          onClose={onClose}
        />
      }
    >
      <form
        id={formId}
        className={dialogs['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (left.length > 0 && !isBusy) keeping({ name }, true)
        }}
      >
        {table === null ? (
          <TableField
            key={text}
            text={text}
            problem={problem}
            onText={take}
            onFile={(file) => {
              void fileText(file, locale).then((read) => {
                if (read.ok) take(read.text)
                else setFileProblem(read.problem === 'tooLong' ? typed.paste.tooLong : paste.notText)
              })
            }}
          />
        ) : (
          <>
            <TableHead table={table} disabled={isBusy} onAnother={() => setText('')} />
            {failure ? <FailureBanner failure={failure} /> : null}
            {objects === null ? (
              failure ? null : (
                <Skeleton lines={8} />
              )
            ) : lines.length === 0 ? (
              <Banner meaning="info">{paste.nothing}</Banner>
            ) : (
              <EditPreview previewed={previewed} isText={false} headers={headers} />
            )}
          </>
        )}
      </form>
    </Dialog>
  )
}

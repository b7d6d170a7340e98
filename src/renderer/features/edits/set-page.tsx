import { Layers, Undo2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import { isCreating } from '../../../shared/domain/creation.ts'
import { isChangeEdit, MOST_NAME } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { doStep, useHasSteps } from '../../stores/draft-steps.ts'
import { retype } from '../../stores/keep-edits.ts'
import { useView } from '../../stores/view.ts'
import { useZones } from '../../stores/queries.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { isCovered } from '../../ui/covered.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { Room } from '../../ui/room.tsx'
import { Empty } from '../../ui/states.tsx'
import { EditButtons } from './edit-buttons.tsx'
import css from './edits.module.css'
import { EditInspector } from './inspector.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { RetypeDialog } from './retype-dialog.tsx'
import { SendConfirm } from './send-confirm.tsx'
import { hasBanners, SetBanners } from './set-banners.tsx'
import { SetButtons } from './set-buttons.tsx'
import { setColumns } from './set-columns.tsx'
import { SetHead } from './set-head.tsx'
import { useSetChoosing } from './use-set-choosing.ts'
import { sizeOf, useSetActs, useSetEdits, useSteps } from './use-set.ts'

const keyOf = ({ id }: Edit): string => id
/** Of what a draft makes. */
const renameDraft = (setId: string, id: string, before: string, after: string): Promise<void> =>
  doStep({
    setId,
    redo: () => retype(id, { field: 'name', before, after }),
    undo: () => retype(id, { field: 'name', before: after, after: before }),
  })
const toAll = (): void => useView.getState().select(null)

interface OpenSetProps {
  readonly set: ShownSet
  readonly tabs: ReactNode
}

const OpenSet = ({ set, tabs }: OpenSetProps): ReactElement => {
  const strings = useStrings()
  const { sets } = strings
  const format = useFormat()
  const sentence = useSentence()
  const acts = useSetActs(set)
  const { stepBack, stepForth } = acts
  const pages = useSetEdits(set)
  const [asking, setAsking] = useState<'rename' | 'retype' | 'discard' | null>(null)
  const [editId, setEditId] = useState<string | null>(null)
  const zoneOf = useZones()
  const columns = useMemo(() => setColumns(strings, format, sentence, zoneOf), [strings, format, sentence, zoneOf])
  const { rowAt, want, count } = pages
  const total = sizeOf(set)
  const all = useMemo(() => Array.from({ length: Math.max(count, total) }, (_, at) => rowAt(at)), [rowAt, count, total])
  const choosing = useSetChoosing(set.id, all, columns)
  const edit = all.find((one) => one?.id === editId)
  const close = (): void => setAsking(null)
  const name = format.quoted(set.name, 60)
  const texts = { post: sets.postText, retry: sets.retryText, undo: sets.undoText }

  // Wherever the focus is: what was just removed had it.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement || isCovered()
      if (isTyping || event.altKey) return
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyZ') {
        event.preventDefault()
        if (event.shiftKey) stepForth()
        else stepBack()
      } else if (event.key === 'Escape' && editId !== null) {
        // The edit is closed first, then the set.
        event.stopPropagation()
        setEditId(null)
      }
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [editId, stepBack, stepForth])

  return (
    <Room
      title={strings.edits.title}
      tabs={tabs}
      actions={<SetButtons set={set} acts={acts} onAsk={setAsking} />}
      banner={hasBanners(set) ? <SetBanners set={set} acts={acts} /> : null}
    >
      <div className={css['set']}>
        <SetHead
          set={set}
          acts={acts}
          chosen={choosing.chosen}
          rows={all}
          onClear={() => choosing.onChoose(new Set())}
          onBack={toAll}
        />
        <div className={css['table']}>
          <DataTable
            id="set"
            label={sets.edits}
            columns={columns}
            count={total}
            rowAt={rowAt}
            keyOf={keyOf}
            question={set.id}
            selected={editId}
            onSelect={setEditId}
            choosing={choosing}
            onOpen={({ id }) => {
              setEditId(id)
              focusInspector()
            }}
            onWindow={want}
            busy={pages.isSlow}
          />
        </div>
      </div>
      {edit ? (
        <EditInspector
          key={edit.id}
          edit={edit}
          onClose={() => setEditId(null)}
          actions={<EditButtons edit={edit} acts={acts} onRetype={() => setAsking('retype')} />}
        />
      ) : null}
      {asking === 'retype' && edit && isChangeEdit(edit) ? <RetypeDialog edit={edit} onClose={close} /> : null}
      {asking === 'retype' && edit && isCreating(edit) ? (
        <RenameDialog
          title={sets.retypeTitle}
          name={edit.change.after.name}
          most={MOST_NAME}
          onRename={(name) => renameDraft(set.id, edit.id, edit.change.after.name, name)}
          onClose={close}
        />
      ) : null}
      {asking === 'rename' ? (
        <RenameDialog
          title={sets.renameTitle}
          name={set.name}
          most={MOST_SET_NAME}
          onRename={acts.rename}
          onClose={close}
        />
      ) : null}
      <Confirm
        open={asking === 'discard'}
        danger
        onClose={close}
        title={sets.discardTitle}
        description={sets.discardText(set.counts.drafts, name)}
        action={sets.discardAction(set.counts.drafts)}
        onConfirm={() => {
          close()
          acts.discard()
        }}
      />
      {acts.question ? (
        <SendConfirm
          question={acts.question}
          describe={(what, edits) => texts[what](edits, name)}
          onClose={acts.disagree}
          onConfirm={acts.agree}
        />
      ) : null}
    </Room>
  )
}

interface SetPageProps {
  readonly id: string
  /** Null: nothing of it is left. */
  readonly set: ShownSet | null
  readonly tabs: ReactNode
}

export const SetPage = ({ id, set, tabs }: SetPageProps): ReactElement => {
  const { sets, edits } = useStrings()
  const { back } = useHasSteps(id)
  const { stepBack } = useSteps(id)
  if (set) return <OpenSet set={set} tabs={tabs} />
  return (
    <Room title={edits.title} tabs={tabs}>
      <Empty
        icon={<Layers />}
        title={sets.nothingLeft}
        actions={
          <>
            <Button onClick={toAll}>{sets.back}</Button>
            {back ? (
              <Button icon={<Undo2 />} onClick={stepBack}>
                {sets.stepBack}
              </Button>
            ) : null}
          </>
        }
      >
        {sets.nothingLeftText}
      </Empty>
    </Room>
  )
}

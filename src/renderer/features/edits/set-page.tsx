import {
  ArrowLeft,
  Ban,
  ClipboardCheck,
  CloudUpload,
  Layers,
  Pause,
  Pencil,
  Play,
  Redo2,
  RotateCcw,
  Square,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { DRAFT_STATES, isChangeEdit, isConflict } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { redoStep, undoStep, useDraftSteps } from '../../stores/draft-steps.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { isCovered } from '../../ui/covered.ts'
import { copyText } from '../../ui/copy-text.ts'
import { toTsv } from '../../ui/data-table-copy.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { Room } from '../../ui/room.tsx'
import { Banner, Empty, Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './edits.module.css'
import { EditInspector } from './inspector.tsx'
import { LimitFields } from './limit-fields.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { RetypeDialog } from './retype-dialog.tsx'
import { setColumns } from './set-columns.tsx'
import { isPosting, progressOf, SetState } from './set-state.tsx'
import { sizeOf, useSetActs, useSetEdits } from './use-set.ts'
import type { SetActs } from './use-set.ts'

const keyOf = ({ id }: Edit): string => id
const toAll = (): void => useView.getState().select(null)
const BANDS = 4

type Asking = 'post' | 'discard' | 'undo' | 'rename' | 'retype'

interface BandsProps {
  readonly accountIds: readonly AccountId[]
  readonly nameOf: (id: AccountId) => string
}

/** Whose objects are about to change. */
const Bands = ({ accountIds, nameOf }: BandsProps): ReactElement => {
  const { editing } = useStrings()
  return (
    <div className={css['bands']}>
      {accountIds.slice(0, BANDS).map((id) => (
        <AccountBand key={id} id={id} name={nameOf(id)} />
      ))}
      {accountIds.length > BANDS ? (
        <p className={css['faint']}>{editing.bulk.more(accountIds.length - BANDS)}</p>
      ) : null}
    </div>
  )
}

/** What can be done with the whole set, as it stands. */
const SetButtons = ({
  set,
  acts,
  onAsk,
}: {
  readonly set: ShownSet
  readonly acts: SetActs
  readonly onAsk: (what: Asking) => void
}): ReactElement => {
  const { sets } = useStrings()
  const { counts, isPaused, checking } = set
  const sendable = counts.drafts - counts.conflicts
  return (
    <>
      <IconButton label={sets.rename} icon={<Pencil />} onClick={() => onAsk('rename')} />
      {counts.drafts > 0 ? (
        <IconButton label={sets.discard} icon={<Trash2 />} onClick={() => onAsk('discard')} />
      ) : null}
      {checking ? (
        <Button icon={<Square />} onClick={acts.cancelCheck}>
          {sets.stopCheck}
        </Button>
      ) : counts.drafts > 0 ? (
        <Button icon={<ClipboardCheck />} title={sets.checkHint} busy={acts.busy === 'check'} onClick={acts.check}>
          {sets.check}
        </Button>
      ) : null}
      {counts.queued > 0 ? (
        <>
          <Button icon={<Square />} title={sets.stopHint} busy={acts.busy === 'stop'} onClick={acts.stop}>
            {sets.stop}
          </Button>
          <Button
            icon={isPaused ? <Play /> : <Pause />}
            busy={acts.busy === 'pause'}
            onClick={isPaused ? acts.resume : acts.pause}
          >
            {isPaused ? sets.resume : sets.pause}
          </Button>
        </>
      ) : null}
      {counts.confirmed > 0 && !isPosting(set) ? (
        <Button icon={<Undo2 />} busy={acts.busy === 'undo'} onClick={() => onAsk('undo')}>
          {sets.undo(counts.confirmed)}
        </Button>
      ) : null}
      {sendable > 0 ? (
        <Button kind="primary" icon={<CloudUpload />} busy={acts.busy === 'post'} onClick={() => onAsk('post')}>
          {sets.post(sendable)}
        </Button>
      ) : null}
    </>
  )
}

/** What of the set waits for a person, with what can be done about it. */
const SetBanners = ({ set, acts }: { readonly set: ShownSet; readonly acts: SetActs }): ReactElement | null => {
  const { sets } = useStrings()
  const { counts } = set
  if (counts.conflicts === 0 && counts.rejected === 0) return null
  return (
    <>
      {counts.conflicts > 0 ? (
        <Banner
          meaning="warn"
          actions={
            <>
              <Button size="small" busy={acts.busy === 'theirs'} onClick={() => acts.resolve('theirs')}>
                {sets.theirsAll}
              </Button>
              <Button size="small" busy={acts.busy === 'mine'} onClick={() => acts.resolve('mine')}>
                {sets.mineAll}
              </Button>
            </>
          }
        >
          {sets.conflicts(counts.conflicts)}
        </Banner>
      ) : null}
      {counts.rejected > 0 ? (
        <Banner
          meaning="bad"
          actions={
            <Button size="small" icon={<RotateCcw />} busy={acts.busy === 'retry'} onClick={() => acts.retry()}>
              {sets.retry(counts.rejected)}
            </Button>
          }
        >
          {sets.failedAll(counts.rejected)}
        </Banner>
      ) : null}
    </>
  )
}

/** What can be done with one edit of the set, as it stands. */
const EditButtons = ({
  edit,
  acts,
  onRetype,
}: {
  readonly edit: Edit
  readonly acts: SetActs
  readonly onRetype: () => void
}): ReactElement | null => {
  const { sets } = useStrings()
  const ids = [edit.id]
  const { field } = edit.change
  if (isConflict(edit)) {
    return (
      <>
        <Button size="small" data-inspector-first onClick={() => acts.resolve('mine', ids)}>
          {sets.mine}
        </Button>
        <Button size="small" onClick={() => acts.resolve('theirs', ids)}>
          {sets.theirs}
        </Button>
      </>
    )
  }
  if (DRAFT_STATES.includes(edit.state)) {
    return (
      <>
        <Button size="small" icon={<Ban />} data-inspector-first onClick={() => acts.withdraw(ids)}>
          {sets.remove}
        </Button>
        {field === 'status' || field === 'bidStrategy' ? null : (
          <Button size="small" icon={<Pencil />} onClick={onRetype}>
            {sets.retype}
          </Button>
        )}
        <Button size="small" icon={<CloudUpload />} onClick={() => acts.post(ids)}>
          {sets.post(1)}
        </Button>
      </>
    )
  }
  if (edit.state !== 'rejected') return null
  return (
    <>
      <Button size="small" icon={<RotateCcw />} data-inspector-first onClick={() => acts.retry(ids)}>
        {sets.retry(1)}
      </Button>
      <Button size="small" onClick={() => acts.withdraw(ids)}>
        {sets.dismiss(1)}
      </Button>
    </>
  )
}

interface OpenSetProps {
  readonly set: ShownSet
  readonly nameOf: (id: AccountId) => string
  readonly tabs: ReactNode
}

const OpenSet = ({ set, nameOf, tabs }: OpenSetProps): ReactElement => {
  const strings = useStrings()
  const { sets } = strings
  const format = useFormat()
  const locale = useLocale()
  const sentence = useSentence()
  const say = useSay()
  const acts = useSetActs(set)
  const pages = useSetEdits(set)
  const steps = useDraftSteps()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [typed, setTyped] = useState<Readonly<Record<AccountId, string>>>({})
  const [editId, setEditId] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(() => setColumns(strings, format, sentence), [strings, format, sentence])
  const { rowAt, want, count } = pages
  const total = sizeOf(set)
  const all = useMemo(() => Array.from({ length: Math.max(count, total) }, (_, at) => rowAt(at)), [rowAt, count, total])
  const edit = all.find((one) => one?.id === editId)
  const name = format.quoted(set.name, 60)

  const keys = useCallback(
    async (limit: number): Promise<readonly string[]> => {
      const found: string[] = []
      for (let page = null as readonly Edit[] | null; found.length < limit && (page === null || page.length > 0);) {
        page = await call('sets.edits', { setId: set.id, offset: found.length, limit: Math.min(1000, limit) })
        found.push(...page.map(keyOf))
      }
      return found.slice(0, limit)
    },
    [set.id],
  )
  const copy = useCallback(
    (rows: readonly (readonly ReturnType<NonNullable<Column<Edit>['copy']>>[])[]): void =>
      void copyText(toTsv(rows, locale === 'ru' ? ',' : '.')),
    [locale],
  )
  const choosing = useMemo(
    () => ({
      chosen,
      onChoose: setChosen,
      keys,
      onCopy: (ids: ReadonlySet<string>) =>
        copy(
          all.flatMap((one) => (one && ids.has(one.id) ? [columns.map(({ copy: text }) => text?.(one) ?? null)] : [])),
        ),
      onCopyCell: (column: Column<Edit>, row: Edit) => copy([[column.copy?.(row) ?? null]]),
    }),
    [chosen, keys, copy, all, columns],
  )

  const step = (act: () => Promise<void>): void => void act().catch(say.failed)
  // Wherever the focus is: what was just removed had it.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement || isCovered()
      if (isTyping || event.altKey) return
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyZ') {
        event.preventDefault()
        void (event.shiftKey ? redoStep : undoStep)().catch(say.failed)
      } else if (event.key === 'Escape' && editId !== null) {
        // The edit is closed first, then the set.
        event.stopPropagation()
        setEditId(null)
      }
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [editId, say])
  const { done, total: toPost } = progressOf(set)
  const ids = [...chosen]

  return (
    <Room
      title={strings.edits.title}
      tabs={tabs}
      actions={<SetButtons set={set} acts={acts} onAsk={setAsking} />}
      banner={<SetBanners set={set} acts={acts} />}
    >
      <div className={css['set']}>
        <div className={css['setHead']}>
          <IconButton label={sets.back} icon={<ArrowLeft />} size="small" onClick={toAll} />
          <h2 className={css['setName']}>
            <bdi>{set.name}</bdi>
          </h2>
          <SetState set={set} />
          {isPosting(set) ? (
            <Progress
              className={css['setProgress']}
              label={sets.progress(set.name)}
              share={done / Math.max(1, toPost)}
            />
          ) : null}
          <span className={css['spring']} />
          {chosen.size > 0 ? (
            <>
              <span className={css['faint']}>{sets.chosen(chosen.size)}</span>
              <Button size="small" onClick={() => acts.post(ids)}>
                {sets.post(chosen.size)}
              </Button>
              <Button size="small" onClick={() => acts.withdraw(ids)}>
                {sets.remove}
              </Button>
              <Button size="small" onClick={() => acts.undo(sets.undoName(set.name), ids)}>
                {sets.undo(chosen.size)}
              </Button>
              <Button size="small" kind="quiet" onClick={() => setChosen(new Set())}>
                {sets.clear}
              </Button>
            </>
          ) : null}
          <IconButton
            label={sets.stepBack}
            keys="Ctrl Z"
            size="small"
            icon={<Undo2 />}
            disabled={steps.done.length === 0}
            onClick={() => step(undoStep)}
          />
          <IconButton
            label={sets.stepForth}
            keys="Ctrl Shift Z"
            size="small"
            icon={<Redo2 />}
            disabled={steps.undone.length === 0}
            onClick={() => step(redoStep)}
          />
        </div>
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
      {asking === 'retype' && edit && isChangeEdit(edit) ? (
        <RetypeDialog edit={edit} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'rename' ? (
        <RenameDialog name={set.name} onRename={acts.rename} onClose={() => setAsking(null)} />
      ) : null}
      <Confirm
        open={asking === 'post'}
        onClose={() => setAsking(null)}
        title={sets.postTitle}
        description={sets.postText(set.counts.drafts - set.counts.conflicts, name)}
        action={sets.post(set.counts.drafts - set.counts.conflicts)}
        onConfirm={() => {
          setAsking(null)
          acts.post(undefined, Object.values(typed))
        }}
      >
        <Bands accountIds={set.accountIds} nameOf={nameOf} />
        <LimitFields accountIds={set.accountIds} nameOf={nameOf} typed={typed} onTyped={setTyped} />
      </Confirm>
      <Confirm
        open={asking === 'discard'}
        danger
        onClose={() => setAsking(null)}
        title={sets.discardTitle}
        description={sets.discardText(set.counts.drafts, name)}
        action={sets.discardAction(set.counts.drafts)}
        onConfirm={() => {
          setAsking(null)
          acts.discard()
        }}
      />
      <Confirm
        open={asking === 'undo'}
        onClose={() => setAsking(null)}
        title={sets.undoTitle}
        description={sets.undoText(set.counts.confirmed, name)}
        action={sets.undo(set.counts.confirmed)}
        onConfirm={() => {
          setAsking(null)
          acts.undo(sets.undoName(set.name).slice(0, 120), undefined, Object.values(typed))
        }}
      >
        <Bands accountIds={set.accountIds} nameOf={nameOf} />
        <LimitFields accountIds={set.accountIds} nameOf={nameOf} typed={typed} onTyped={setTyped} />
      </Confirm>
    </Room>
  )
}

interface SetPageProps {
  /** Null: nothing of it is left. */
  readonly set: ShownSet | null
  readonly nameOf: (id: AccountId) => string
  readonly tabs: ReactNode
}

export const SetPage = ({ set, nameOf, tabs }: SetPageProps): ReactElement => {
  const { sets, edits } = useStrings()
  const steps = useDraftSteps()
  const say = useSay()
  if (set) return <OpenSet set={set} nameOf={nameOf} tabs={tabs} />
  return (
    <Room title={edits.title} tabs={tabs}>
      <Empty
        icon={<Layers />}
        title={sets.nothingLeft}
        actions={
          <>
            <Button onClick={toAll}>{sets.back}</Button>
            {steps.done.length > 0 ? (
              <Button icon={<Undo2 />} onClick={() => void undoStep().catch(say.failed)}>
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

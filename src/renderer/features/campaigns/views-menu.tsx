import { Bookmark, BookmarkPlus, ListOrdered, Pencil, RotateCcw, Save, Trash2, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { memo, useState } from 'react'
import type { Kept } from '../../../shared/domain/kept.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useKept } from '../../stores/queries.ts'
import { FIRST_COLUMNS, useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { SortList } from '../../ui/sort-list.tsx'
import { useSay } from '../../ui/toast.tsx'
import { cx } from '../../ui/cx.ts'
import css from './campaigns.module.css'
import dialogs from './dialogs.module.css'
import { openView } from '../../stores/places.ts'
import { isChanged, saveView, viewOf } from './views.ts'

type Asked = 'saveAs' | 'rename' | 'delete' | 'arrange' | null

interface NameDialogProps {
  readonly title: string
  readonly text?: string
  readonly name: string
  /** Absent: there is nothing to choose. */
  readonly withPeriod?: boolean
  readonly onClose: () => void
  readonly onSave: (name: string, withPeriod: boolean) => Promise<void>
}

const NameDialog = ({ title, text, name: first, withPeriod, onClose, onSave }: NameDialogProps): ReactElement => {
  const { table, common } = useStrings()
  const say = useSay()
  const [name, setName] = useState(first)
  const [isWith, setWith] = useState(withPeriod ?? false)
  const [isBusy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    if (name.trim() === '') return
    setBusy(true)
    try {
      await onSave(name.trim(), isWith)
      onClose()
    } catch (error) {
      say.failed(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" busy={isBusy} disabled={name.trim() === ''} onClick={() => void save()}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        className={dialogs['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={table.viewName} error={name.trim() === '' && first !== name ? table.viewNameEmpty : null}>
          <TextInput value={name} onChange={setName} maxLength={120} />
        </Field>
        {withPeriod === undefined ? null : (
          <Checkbox label={table.viewWithPeriod} checked={isWith} onChange={setWith} />
        )}
      </form>
    </Dialog>
  )
}

const ArrangeDialog = ({
  views,
  onClose,
}: {
  readonly views: readonly Kept<'view'>[]
  readonly onClose: () => void
}): ReactElement => {
  const { table, common } = useStrings()
  const say = useSay()
  const [items, setItems] = useState(() => views.map(({ id, name }) => ({ id, label: name })))
  const save = (): void => {
    call('kept.arrange', { kind: 'view', ids: items.map(({ id }) => id) }).then(onClose, say.failed)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={table.viewArrangeTitle}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" onClick={save}>
            {common.save}
          </Button>
        </>
      }
    >
      <SortList label={table.views} items={items} onOrder={(next) => setItems([...next])} />
    </Dialog>
  )
}

interface ViewsMenuProps {
  readonly level: Level
  readonly table: LevelTable
}

const ViewsMenuInner = ({ level, table }: ViewsMenuProps): ReactElement => {
  const { table: words } = useStrings()
  const say = useSay()
  const [asked, setAsked] = useState<Asked>(null)
  const all = useKept('view').value ?? []
  const views = all.filter(({ doc }) => doc.level === level)
  const current = views.find(({ id }) => id === table.viewId) ?? null
  // The window's period and accounts belong to a view too.
  const aspects = useTables((state) => state.aspects)
  const hasChanged = useView(() => current !== null && isChanged(current, table, aspects))
  const { change } = useTables.getState()
  const close = (): void => setAsked(null)

  const save = (): void => {
    if (!current) return
    saveView(current.name, viewOf(level, table, current.doc.period !== null), current.id).then(
      ({ name }) => say.done(words.viewSaved(name)),
      say.failed,
    )
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button icon={<Bookmark />} className={cx(css['view'], current !== null && css['active'])}>
            <bdi className={css['word']}>{current?.name ?? words.view}</bdi>
            {hasChanged ? (
              <span className={css['changed']}>
                <span className={css['word']}>{words.viewChanged}</span>
              </span>
            ) : null}
          </Button>
        }
      >
        {views.length > 0 ? (
          <MenuChoice
            label={words.views}
            value={current?.id ?? ''}
            options={views.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              const view = views.find((each) => each.id === id)
              if (view) openView(view)
            }}
          />
        ) : (
          <MenuItem disabled onClick={() => undefined}>
            {words.viewNone}
          </MenuItem>
        )}
        <MenuSeparator />
        {current && hasChanged ? (
          <>
            <MenuItem icon={<Save />} onClick={save}>
              {words.viewSave}
            </MenuItem>
            <MenuItem icon={<Undo2 />} onClick={() => openView(current)}>
              {words.viewBack}
            </MenuItem>
          </>
        ) : null}
        <MenuItem icon={<BookmarkPlus />} onClick={() => setAsked('saveAs')}>
          {words.viewSaveAs}
        </MenuItem>
        {current ? (
          <>
            <MenuItem icon={<Pencil />} onClick={() => setAsked('rename')}>
              {words.viewRename}
            </MenuItem>
            <MenuItem icon={<Trash2 />} onClick={() => setAsked('delete')}>
              {words.viewDelete}
            </MenuItem>
          </>
        ) : null}
        {views.length > 1 ? (
          <MenuItem icon={<ListOrdered />} onClick={() => setAsked('arrange')}>
            {words.viewArrange}
          </MenuItem>
        ) : null}
        <MenuItem
          icon={<RotateCcw />}
          onClick={() => change(level, { columns: FIRST_COLUMNS[level], group: null, viewId: null })}
        >
          {words.viewReset}
        </MenuItem>
      </Menu>
      {asked === 'saveAs' ? (
        <NameDialog
          title={words.viewSaveTitle}
          text={words.viewSaveText}
          name={current ? `${current.name} 2` : ''}
          withPeriod={false}
          onClose={close}
          onSave={async (name, withPeriod) => {
            const { id } = await saveView(name, viewOf(level, table, withPeriod))
            change(level, { viewId: id })
            say.done(words.viewSaved(name))
          }}
        />
      ) : null}
      {asked === 'rename' && current ? (
        <NameDialog
          title={words.viewRenameTitle}
          name={current.name}
          onClose={close}
          onSave={async (name) => void (await saveView(name, current.doc, current.id))}
        />
      ) : null}
      {asked === 'arrange' ? <ArrangeDialog views={views} onClose={close} /> : null}
      {current ? (
        <Confirm
          open={asked === 'delete'}
          onClose={close}
          title={words.viewDeleteTitle}
          description={words.viewDeleteText(current.name)}
          action={words.viewDeleteAction(current.name)}
          danger
          onConfirm={() => {
            call('kept.delete', { kind: 'view', id: current.id }).then(close, say.failed)
          }}
        />
      ) : null}
    </>
  )
}

/** Opens, keeps and arranges the views of a level; says what was changed since one was opened. */
export const ViewsMenu = memo(ViewsMenuInner)

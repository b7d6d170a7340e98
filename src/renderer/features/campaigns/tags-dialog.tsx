import { Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Kept } from '../../../shared/domain/kept.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useKept } from '../../stores/queries.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './dialogs.module.css'

const MOST = 10_000

interface TagsDialogProps {
  readonly level: Level
  /** Objects that get or lose the tags. */
  readonly ids: readonly string[]
  readonly onClose: () => void
}

/** Tags of the chosen rows: ticked where all have one, half where some do. */
export const TagsDialog = ({ level, ids, onClose }: TagsDialogProps): ReactElement => {
  const { table: words, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const tags = useKept('tag').value ?? []
  const [name, setName] = useState('')

  const save = async (
    tag: { readonly id?: string; readonly name: string },
    objectIds: readonly string[],
  ): Promise<void> => {
    if (objectIds.length > MOST) {
      say.done(words.tagFull(tag.name, format.count(MOST)))
      return
    }
    await call('kept.save', { kind: 'tag', ...tag, doc: { objectIds: [...objectIds] } })
  }
  const give = (tag: Kept<'tag'>, isOn: boolean): void => {
    const chosen = new Set(ids)
    const others = tag.doc.objectIds.filter((id) => !chosen.has(id))
    save({ id: tag.id, name: tag.name }, isOn ? [...others, ...ids] : others).catch(say.failed)
  }
  const add = (): void => {
    const wanted = name.trim()
    const known = tags.find((tag) => tag.name.toLocaleLowerCase() === wanted.toLocaleLowerCase())
    if (wanted === '') return
    if (known) give(known, true)
    else save({ name: wanted }, ids).catch(say.failed)
    setName('')
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.tagsTitle[level](ids.length)}
      description={words.tagsText}
      footer={<Button onClick={onClose}>{common.done}</Button>}
    >
      <form
        className={css['add']}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <TextInput
          aria-label={words.tagNew}
          placeholder={words.tagNew}
          value={name}
          maxLength={120}
          onChange={setName}
        />
        <Button type="submit" icon={<Plus />} disabled={name.trim() === ''}>
          {words.tagAdd}
        </Button>
      </form>
      <ul className={css['lines']}>
        {tags.map((tag) => {
          const has = new Set(tag.doc.objectIds)
          const count = ids.filter((id) => has.has(id)).length
          return (
            <li key={tag.id} className={css['line']}>
              <Checkbox
                label={tag.name}
                checked={count === ids.length}
                mixed={count > 0 && count < ids.length}
                onChange={(isOn) => give(tag, isOn)}
              />
              <IconButton
                size="small"
                icon={<Trash2 />}
                label={words.tagDelete(tag.name)}
                onClick={() => void call('kept.delete', { kind: 'tag', id: tag.id }).catch(say.failed)}
              />
            </li>
          )
        })}
      </ul>
      {tags.length === 0 ? <p className={css['faint']}>{words.tagNone}</p> : null}
    </Dialog>
  )
}

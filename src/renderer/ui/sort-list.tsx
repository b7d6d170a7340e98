import { GripVertical } from 'lucide-react'
import type { KeyboardEvent, PointerEvent, ReactElement, ReactNode } from 'react'
import { useRef } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import css from './sort-list.module.css'
import { follow } from './drag.ts'

export interface SortItem {
  readonly id: string
  readonly label: string
}

interface SortListProps<Item extends SortItem> {
  readonly label: string
  readonly items: readonly Item[]
  readonly onOrder: (items: readonly Item[]) => void
  /** Buttons behind the name. */
  readonly renderButtons?: (item: Item) => ReactNode
}

const moved = <Item,>(items: readonly Item[], from: number, to: number): Item[] => {
  const all = [...items]
  const [item] = all.splice(from, 1)
  if (item !== undefined) all.splice(to, 0, item)
  return all
}

/** A list that is put in order: by its handles with the pointer, or with the arrows while one has the focus. */
export const SortList = <Item extends SortItem>({
  label,
  items,
  onOrder,
  renderButtons,
}: SortListProps<Item>): ReactElement => {
  const { table } = useStrings()
  const list = useRef<HTMLUListElement>(null)
  const now = useRef(items)
  now.current = items

  const drag = (event: PointerEvent<HTMLElement>, id: string): void => {
    if (event.button !== 0) return
    follow(event, ({ clientY }) => {
      const from = now.current.findIndex((item) => item.id === id)
      const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect())
      const over = rows.findIndex(({ top, bottom }) => clientY >= top && clientY < bottom)
      if (from >= 0 && over >= 0 && over !== from) onOrder(moved(now.current, from, over))
    })
  }
  const press = (event: KeyboardEvent<HTMLElement>, from: number): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const to = from + step
    if (step === 0) return
    event.preventDefault()
    if (to < 0 || to >= items.length) return
    const handle = event.currentTarget
    onOrder(moved(items, from, to))
    // The row moves in the document, and what moves loses the focus.
    requestAnimationFrame(() => handle.focus())
  }

  return (
    <ul ref={list} className={css['list']} aria-label={label}>
      {items.map((item, at) => (
        <li key={item.id} className={css['item']}>
          <button
            type="button"
            className={css['handle']}
            aria-label={table.move(item.label)}
            onPointerDown={(event) => drag(event, item.id)}
            onKeyDown={(event) => press(event, at)}
          >
            <GripVertical aria-hidden />
          </button>
          <span className={css['label']} title={item.label}>
            {item.label}
          </span>
          {renderButtons?.(item)}
        </li>
      ))}
    </ul>
  )
}

import { Link, X } from 'lucide-react'
import type { KeyboardEvent, PointerEvent, ReactElement, ReactNode } from 'react'
import { createContext, use } from 'react'
import { createPortal } from 'react-dom'
import { useStrings } from '../strings/use-strings.ts'
import { INSPECTOR_WIDTH, useView } from '../stores/view.ts'
import { IconButton } from './button.tsx'
import { copyLink } from './copy-link.ts'
import { follow } from './drag.ts'
import css from './inspector.module.css'
import { MODIFIER } from './modifier.ts'
import { useSay } from './toast.tsx'

/** Where the frame keeps the place for it, right of the room. */
export const InspectorPlace = createContext<HTMLElement | null>(null)

interface InspectorProps {
  readonly title: string
  /** Under the title: account, state … */
  readonly subtitle?: ReactNode
  /** Buttons at its foot. */
  readonly footer?: ReactNode
  /** Absent: the room's selection is cleared. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** Frames in which it may still be reading what it shows. */
const FILLING = 600

/** Of a cell its place in the grid: a table that is drawn anew may hold it in another element. */
const placeOf = (element: Element | null): string | null => {
  const cell = element?.closest('[data-column]')
  return cell ? `${cell.parentElement?.getAttribute('data-row')} ${cell.getAttribute('data-column')}` : null
}

/** Into the inspector that was just opened, once it is there, unless the focus went elsewhere meanwhile. */
export const focusInspector = (): void => {
  const from = document.activeElement
  const place = placeOf(from)
  const look = (frames: number): void => {
    const now = document.activeElement
    const isElsewhere = now !== from && now !== document.body && (place === null || placeOf(now) !== place)
    if (isElsewhere) return
    const first = document.querySelector<HTMLElement>('[data-inspector-first]')
    if (first) first.focus()
    else if (frames > 0) requestAnimationFrame(() => look(frames - 1))
  }
  requestAnimationFrame(() => look(FILLING))
}

/** What is selected, in full, beside the room that renders it; closing it clears the selection. */
export const Inspector = ({ title, subtitle, footer, onClose, children }: InspectorProps): ReactElement | null => {
  const place = use(InspectorPlace)
  const { common, shell } = useStrings()
  const width = useView((state) => state.inspectorWidth)
  const say = useSay()
  const { setInspectorWidth, select } = useView.getState()
  if (!place) return null

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const from = event.clientX
    follow(event, (moved) => setInspectorWidth(width + from - moved.clientX))
  }
  const nudge = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: 24, ArrowRight: -24 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setInspectorWidth(width + step)
  }

  return createPortal(
    <aside className={css['inspector']} style={{ width }} aria-label={shell.inspector}>
      <div
        className={css['handle']}
        role="separator"
        aria-orientation="vertical"
        aria-label={shell.resizeInspector}
        aria-valuenow={width}
        aria-valuemin={INSPECTOR_WIDTH.least}
        aria-valuemax={INSPECTOR_WIDTH.most}
        tabIndex={0}
        onPointerDown={drag}
        onKeyDown={nudge}
        onDoubleClick={() => setInspectorWidth(INSPECTOR_WIDTH.usual)}
      />
      <header className={css['header']}>
        <div className={css['words']}>
          <h2 className={css['title']} data-text>
            {title}
          </h2>
          {subtitle ? <div className={css['subtitle']}>{subtitle}</div> : null}
        </div>
        <div className={css['actions']}>
          <IconButton
            label={shell.copyLink}
            keys={`${MODIFIER} Shift C`}
            icon={<Link />}
            size="small"
            onClick={() => {
              if (copyLink()) say.done(shell.linkCopied)
            }}
          />
          <IconButton
            label={common.close}
            keys="Esc"
            icon={<X />}
            size="small"
            onClick={() => (onClose ? onClose() : select(null))}
          />
        </div>
      </header>
      <div className={css['body']}>{children}</div>
      {footer ? <footer className={css['footer']}>{footer}</footer> : null}
    </aside>,
    place,
  )
}

import type { KeyboardEvent, PointerEvent, ReactElement } from 'react'
import { follow } from './drag.ts'
import css from './height-handle.module.css'

interface HeightHandleProps {
  readonly label: string
  /** Pixels. */
  readonly height: number
  readonly least: number
  readonly most: number
  /** After a double click. */
  readonly usual: number
  readonly onChange: (height: number) => void
}

/** At the foot of what it makes higher: dragged, or moved by arrows. */
export const HeightHandle = ({ label, height, least, most, usual, onChange }: HeightHandleProps): ReactElement => {
  const change = (next: number): void => onChange(Math.round(Math.min(most, Math.max(least, next))))
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const from = event.clientY
    follow(event, (moved) => change(height + moved.clientY - from))
  }
  const nudge = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -16, ArrowDown: 16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    change(height + step)
  }
  return (
    <div
      className={css['handle']}
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={height}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={nudge}
      onDoubleClick={() => change(usual)}
    />
  )
}

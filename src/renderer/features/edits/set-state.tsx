import {
  CircleCheck,
  CircleX,
  ClipboardCheck,
  Clock,
  LoaderCircle,
  Pause,
  PencilLine,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import type { Meaning } from '../../ui/states.tsx'
import css from './edits.module.css'

export interface SetLook {
  readonly text: string
  readonly icon: LucideIcon
  readonly meaning: Meaning | 'neutral'
}

/** Edits that are to be posted, and how many of them have come to their end. */
export const progressOf = ({ counts }: ShownSet): { readonly done: number; readonly total: number } => {
  const { queued, underWay, confirmed, rejected, undone } = counts
  const done = confirmed + rejected + undone
  return { done, total: done + queued + underWay }
}

export const isPosting = ({ counts }: ShownSet): boolean => counts.queued + counts.underWay > 0

/** What is most in need of being known of a set. */
export const lookOf = (set: ShownSet, { sets }: Strings, format: Format): SetLook => {
  const { counts, checking, waits, isPaused } = set
  const { states } = sets
  if (checking) {
    const text = states.checking(format.count(checking.done), format.count(checking.total))
    return { text, icon: ClipboardCheck, meaning: 'info' }
  }
  if (isPosting(set)) {
    if (isPaused) return { text: states.paused, icon: Pause, meaning: 'warn' }
    if (waits?.for === 'limits') return { text: states.limits(format.time(waits.until)), icon: Clock, meaning: 'warn' }
    if (waits) return { text: states[waits.for], icon: Clock, meaning: 'warn' }
    const { done, total } = progressOf(set)
    return { text: states.posting(format.count(done), format.count(total)), icon: LoaderCircle, meaning: 'info' }
  }
  if (counts.conflicts > 0) return { text: states.conflicts(counts.conflicts), icon: TriangleAlert, meaning: 'warn' }
  if (counts.rejected > 0) return { text: states.failed(counts.rejected), icon: CircleX, meaning: 'bad' }
  if (counts.drafts > 0) return { text: states.draft, icon: PencilLine, meaning: 'info' }
  return counts.confirmed > 0
    ? { text: states.posted, icon: CircleCheck, meaning: 'good' }
    : { text: states.undone, icon: Undo2, meaning: 'neutral' }
}

export const SetState = ({ set }: { readonly set: ShownSet }): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const { text, icon: Icon, meaning } = lookOf(set, strings, format)
  return (
    <span className={css['look']} data-meaning={meaning}>
      <Icon size={14} aria-hidden />
      {text}
    </span>
  )
}

/** `3 drafts · 10 confirmed · 1 failed`. */
export const countsText = ({ counts }: ShownSet, { sets }: Strings): string =>
  [
    counts.drafts > 0 ? sets.counts.drafts(counts.drafts) : null,
    counts.faulty > 0 ? sets.counts.faulty(counts.faulty) : null,
    counts.queued + counts.underWay > 0 ? sets.counts.queued(counts.queued + counts.underWay) : null,
    counts.confirmed > 0 ? sets.counts.confirmed(counts.confirmed) : null,
    counts.rejected > 0 ? sets.counts.rejected(counts.rejected) : null,
    counts.undone > 0 ? sets.counts.undone(counts.undone) : null,
  ]
    .filter((text) => text !== null)
    .join(' · ')

import { ArrowDown, ArrowUp, Equal } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Better } from '../../../shared/domain/metrics.ts'
import { useFormat } from '../../strings/use-strings.ts'
import { cx } from '../../ui/cx.ts'
import css from './reports.module.css'

/** What changed against the compared days: null where there is nothing to compare with. */
export const changeOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before)

interface DeltaProps {
  readonly change: number | null
  readonly better: Better
  readonly title?: string
}

/** By how much, with an arrow, and by colour whether that is good: an arrow alone says enough to who cannot see colours. */
export const Delta = ({ change, better, title }: DeltaProps): ReactElement => {
  const format = useFormat()
  if (change === null) return <span className={css['faint']}>{format.percent(null)}</span>
  const Icon = change > 0 ? ArrowUp : change < 0 ? ArrowDown : Equal
  const isGood = better !== 'neither' && change !== 0 && change > 0 === (better === 'up')
  const isBad = better !== 'neither' && change !== 0 && !isGood
  return (
    <span className={cx(css['delta'], isGood && css['good'], isBad && css['bad'])} title={title}>
      <Icon size={11} strokeWidth={2.5} aria-hidden />
      <span className={css['told']}>{change < 0 ? '−' : '+'}</span>
      {format.percent(Math.abs(change))}
    </span>
  )
}

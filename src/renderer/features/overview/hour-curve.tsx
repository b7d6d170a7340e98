import type { ReactElement } from 'react'
import { sparklineRuns } from '../../ui/sparkline.tsx'
import css from './overview.module.css'

interface HourCurveProps {
  /** By hour, 24 of each; null: nothing measured, or not yet. */
  readonly now: readonly (number | null)[]
  readonly before: readonly (number | null)[]
  readonly label: string
}

const WIDTH = 120
const HEIGHT = 18
const STEP = WIDTH / 24

/** All bars as one shape. */
const barsOf = (values: readonly (number | null)[], top: number): string =>
  values
    .map((value, hour) => {
      const height = ((value ?? 0) / top) * HEIGHT
      return height <= 0
        ? ''
        : `M${(hour * STEP + 0.5).toFixed(1)} ${HEIGHT}v${(-height).toFixed(1)}h${STEP - 1}v${height.toFixed(1)}z`
    })
    .join('')

/** Two days by hour on one scale: the other day as bars, today as a line over them. */
export const HourCurve = ({ now, before, label }: HourCurveProps): ReactElement => {
  const top = Math.max(1, ...now.map((value) => value ?? 0), ...before.map((value) => value ?? 0))
  return (
    <svg
      width={WIDTH}
      height={HEIGHT + 4}
      viewBox={`-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`}
      role="img"
      aria-label={label}
      className={css['curve']}
    >
      <path d={barsOf(before, top)} />
      {sparklineRuns(now, WIDTH - STEP, HEIGHT, top).map((points) => (
        // A single hour is a dot: a line of no length with round ends.
        <polyline key={points} points={points.includes(' ') ? points : `${points} ${points}`} />
      ))}
    </svg>
  )
}

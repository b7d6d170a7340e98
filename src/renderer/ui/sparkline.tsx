import type { ReactElement } from 'react'

interface SparklineProps {
  /** Null: nothing measured, a gap. */
  readonly values: readonly (number | null)[]
  /** What it shows, in words. */
  readonly label: string
  readonly width?: number
  readonly height?: number
}

const topOf = (values: readonly (number | null)[]): number => Math.max(0, ...values.map((value) => value ?? 0))

/** Runs of measured values as points in the box, which is as high as `top`: a gap is not bridged. */
export const sparklineRuns = (
  values: readonly (number | null)[],
  width: number,
  height: number,
  top = topOf(values),
): string[] => {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const runs: string[][] = [[]]
  values.forEach((value, index) => {
    if (value === null) {
      if (runs.at(-1)?.length) runs.push([])
      return
    }
    const y = top === 0 ? height : height - (Math.max(0, value) / top) * height
    runs.at(-1)?.push(`${(index * step).toFixed(1)},${y.toFixed(1)}`)
  })
  return runs.filter((run) => run.length > 0).map((run) => run.join(' '))
}

export const Sparkline = ({ values, label, width = 96, height = 18 }: SparklineProps): ReactElement => {
  const runs = sparklineRuns(values, width, height)
  return (
    <svg
      width={width}
      height={height + 4}
      viewBox={`-1 -2 ${width + 2} ${height + 4}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      {runs.map((points) =>
        points.includes(' ') ? (
          <polyline
            key={points}
            points={points}
            fill="none"
            stroke="var(--chart-1)"
            strokeWidth="1.25"
            strokeLinejoin="round"
          />
        ) : (
          <circle key={points} cx={points.split(',')[0]} cy={points.split(',')[1]} r="1.5" fill="var(--chart-1)" />
        ),
      )}
    </svg>
  )
}

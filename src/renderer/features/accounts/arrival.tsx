import type { ReactElement } from 'react'
import { useMemo } from 'react'
import { ENOUGH, SETTLED_AGE } from '../../../shared/domain/arrival.ts'
import type { ArrivalCurve } from '../../../shared/domain/arrival.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { NOTHING } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { FiguresChart } from '../../ui/figures-chart.tsx'
import { Badge, FailureBanner, Skeleton } from '../../ui/states.tsx'
import css from './accounts.module.css'

const EVENTS = ['figures.changed', 'sync.changed'] as const
/** It moves once a night. */
const GATHER = 5000
const AGES = Array.from({ length: SETTLED_AGE + 1 }, (_, age) => age)

const shareAt = ({ points }: ArrivalCurve, age: number): number | null =>
  points.find((point) => point.age === age)?.share ?? null

/** Never 100 % before the last one is in. */
const shareText = (share: number, format: Format): string =>
  format.share(share < 1 ? Math.floor(share * 100) / 100 : share)

/** What a curve says in words: as much of it as is known. */
export const arrivalSentences = (curve: ArrivalCurve, { accounts }: Strings, format: Format): readonly string[] => {
  const [first, third, seventh] = [0, 3, 7].map((age) => {
    const share = shareAt(curve, age)
    return share === null ? null : shareText(share, format)
  })
  const oldest = curve.points.at(-1)?.age ?? 0
  return [
    first == null
      ? null
      : third == null || seventh == null
        ? accounts.arrivalSaysFirst(first)
        : accounts.arrivalSays(first, third, seventh),
    // The last point before 28 is where the readings end, not where the conversions do.
    oldest < SETTLED_AGE - 1 ? accounts.arrivalUpTo(oldest) : null,
    accounts.arrivalBasis(curve.basis),
    curve.enough ? null : accounts.arrivalScarceText(format.count(ENOUGH)),
  ].filter((sentence) => sentence !== null)
}

/** Where the axis begins: the lowest ten percent that nothing lies under, so that a steep curve and a flat one are both seen. */
export const axisFrom = (curves: readonly ArrivalCurve[]): number =>
  Math.max(
    0,
    Math.floor(Math.min(0.9, ...curves.flatMap(({ points }) => points.map(({ share }) => share))) * 10 - 0.01) / 10,
  )

const Curves = ({ curves }: { readonly curves: readonly ArrivalCurve[] }): ReactElement => {
  const strings = useStrings()
  const { accounts } = strings
  const format = useFormat()
  const labels = useMemo(() => AGES.map((age) => format.count(age)), [format])
  const series = useMemo(
    () =>
      curves.map((curve) => ({
        key: curve.of,
        name: accounts.arrivalOf[curve.of],
        unit: '%',
        axis: format.share,
        values: AGES.map((age) => shareAt(curve, age)),
        say: (value: number | null) => (value === null ? NOTHING : shareText(value, format)),
      })),
    [curves, accounts, format],
  )
  return (
    <>
      <FiguresChart
        title={`${accounts.arrival}. ${accounts.arrivalHint}`}
        hideTitle
        summary={[accounts.arrivalHint, ...curves.flatMap((curve) => arrivalSentences(curve, strings, format))].join(
          ' ',
        )}
        labels={labels}
        lines={series}
        height={140}
        along={accounts.arrivalAge}
        from={axisFrom(curves)}
        everyTick={7}
        fromFirst
      />
      <p className={css['hint']}>{accounts.arrivalHint}</p>
      {curves.map((curve) => (
        <div key={curve.of} className={css['curve']}>
          <span>
            {accounts.arrivalOf[curve.of]}
            <Badge meaning={curve.enough ? 'good' : 'warn'} icon>
              {curve.enough ? accounts.arrivalEnough : accounts.arrivalScarce}
            </Badge>
          </span>
          <p className={css['small']}>{arrivalSentences(curve, strings, format).join(' ')}</p>
        </div>
      ))}
    </>
  )
}

/** How late the conversions of a watched account arrive: a curve, its twin as a table, and what it says. */
export const Arrival = ({ accountId }: { readonly accountId: AccountId }): ReactElement => {
  const { accounts } = useStrings()
  const { value, failure, refresh } = useServer(
    `arrivals.get:${accountId}`,
    () => call('arrivals.get', { accountId }),
    EVENTS,
    { gather: GATHER },
  )
  // A curve of nothing would be a flat line that means nothing.
  const known = useMemo(() => value?.filter(({ points, basis }) => points.length > 1 && basis > 0) ?? [], [value])
  const body = (): ReactElement => {
    if (!value)
      return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={5} />
    if (known.length === 0)
      return (
        <>
          <div>
            <Badge>{accounts.arrivalNothing}</Badge>
          </div>
          <p className={css['small']}>{accounts.arrivalNothingText}</p>
        </>
      )
    return <Curves curves={known} />
  }
  return (
    <section className={css['part']}>
      <h3>{accounts.arrival}</h3>
      {body()}
    </section>
  )
}

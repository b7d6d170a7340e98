import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useMemo } from 'react'
import { dayAt, daysBetween } from '../../shared/domain/day.ts'
import type { AccountId, FiguresLevel } from '../../shared/domain/objects.ts'
import { isByHour, rangeOf } from '../../shared/domain/periods.ts'
import type { Period } from '../../shared/domain/periods.ts'
import { GRAINS, MOST_FIGURES, MOST_HOURLY_DAYS, MOST_OBJECTS } from '../../shared/domain/series.ts'
import type { Grain } from '../../shared/domain/series.ts'
import type { FigureId } from '../../shared/domain/table.ts'
import { call } from '../api.ts'
import type { Input } from '../../shared/contract/contract.ts'
import { CHART_DAYS, useChart } from '../stores/charts.ts'
import type { ChartDays } from '../stores/charts.ts'
import { useNowBy } from '../stores/now.ts'
import { useServer } from '../stores/server.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useSentence, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { IconButton } from './button.tsx'
import { contentOf } from './chart-content.ts'
import css from './chart-panel.module.css'
import { Checkbox } from './choice.tsx'
import { ChooseSeveral } from './choose-several.tsx'
import { useFigureInfos } from './figure-info.ts'
import { FiguresChart } from './figures-chart.tsx'
import { HeightHandle } from './height-handle.tsx'
import { periodText } from './period-text.ts'
import { Select } from './select.tsx'
import { FailureBanner, Skeleton } from './states.tsx'

const EVENTS = ['figures.changed', 'edits.changed', 'accounts.changed', 'rates.changed'] as const
/** A day is a point: fewer than these tell nothing of how it goes. */
const FEW_DAYS = 7
/** Days up to which a chart of days, and of weeks, can be read. */
const MOST_OF = { hour: 2, day: 120, week: 550 } as const

export interface ChartedObject {
  readonly id: string
  readonly name: string
  readonly accountId: AccountId
}

interface ChartPanelProps {
  readonly level: FiguresLevel
  /**
   * A line each; of accounts, what is offered beside all of them together. More than eight: the first. Null: they are not known yet.
   */
  readonly objects: readonly ChartedObject[] | null
  /** Under which its figures, step, days and height are remembered. */
  readonly storageKey: string
  /** Figures before somebody chose any. */
  readonly first?: readonly FigureId[]
  readonly height?: number
  /** What stands there where there is nothing to draw, and what to do about it. */
  readonly empty?: ReactNode
}
const NOBODY: readonly ChartedObject[] = []

const HOUR_MS = 3_600_000

const lengthOf = (period: Period, today: string): number => {
  const { since, until } = rangeOf(period, today)
  return daysBetween(since, until) + 1
}
/** Hours are known of accounts and campaigns, and of a few days. */
const grainsOf = (level: FiguresLevel, days: number): readonly Grain[] =>
  GRAINS.filter(
    (grain) => grain !== 'hour' || ((level === 'account' || level === 'campaign') && days <= MOST_HOURLY_DAYS),
  )
const grainFor = (days: number): Grain =>
  days <= MOST_OF.hour ? 'hour' : days <= MOST_OF.day ? 'day' : days <= MOST_OF.week ? 'week' : 'month'

const HEIGHT = { least: 96, most: 640 } as const

/** Figures of some objects over time, with everything that can be chosen about it. */
export const ChartPanel = ({
  level,
  objects: given,
  storageKey,
  first = ['spend'],
  height: usual = 180,
  empty,
}: ChartPanelProps): ReactElement => {
  const objects = given ?? NOBODY
  const strings = useStrings()
  const { charts, common } = strings
  const format = useFormat()
  const sentence = useSentence()
  const infos = useFigureInfos()
  const period = useView((state) => state.period)
  const compare = useView((state) => state.compare)
  const [state, set] = useChart(storageKey)

  const hour = useNowBy(HOUR_MS)
  const today = useMemo(() => dayAt(hour, 'UTC'), [hour])
  const days: ChartDays = state.days ?? (lengthOf(period, today) < FEW_DAYS ? 'last30d' : 'window')
  const shownPeriod = days === 'window' ? period : days
  const length = lengthOf(shownPeriod, today)
  const grains = grainsOf(level, length)
  const wanted = state.grain ?? grainFor(length)
  const grain = grains.includes(wanted) ? wanted : 'day'
  const figures = useMemo(
    () => (state.figures ?? first).filter((id) => infos.of(id) !== null).slice(0, MOST_FIGURES),
    [state.figures, first, infos],
  )
  const chosenAccounts = objects.filter(({ id }) => state.accountIds.includes(id)).slice(0, MOST_OBJECTS)
  const isAccounts = level === 'account'
  const isTotal = isAccounts && objects.length > 1 && chosenAccounts.length === 0
  const charted = isAccounts && !isTotal && objects.length > 1 ? chosenAccounts : objects.slice(0, MOST_OBJECTS)

  const question: Input<'series.query'> = {
    of: isTotal
      ? { kind: 'total', accountIds: objects.map(({ id }) => id) }
      : isAccounts
        ? { kind: 'accounts', accountIds: charted.map(({ id }) => id) }
        : { kind: 'objects', level, objects: charted.map(({ id, accountId }) => ({ id, accountId })) },
    figures: [...figures],
    formulas: infos.formulas(figures),
    grain,
    period: shownPeriod,
    compare: isByHour(compare) && grain !== 'hour' ? 'previous' : compare,
  }
  const { value, failure, refresh } = useServer(
    `series.query:${JSON.stringify(question)}`,
    async () => (figures.length > 0 && objects.length > 0 ? await call('series.query', question) : null),
    EVENTS,
    { keepPrevious: true },
  )
  const content = useMemo(
    () =>
      value &&
      contentOf(value, { infos, objects: new Map(objects.map(({ id, name }) => [id, name])) }, strings, format),
    [value, infos, objects, strings, format],
  )

  const height = Math.min(HEIGHT.most, Math.max(HEIGHT.least, state.height ?? usual))
  const names = figures.flatMap((id) => infos.of(id)?.fullName ?? [])
  const head = (
    <>
      <IconButton
        label={state.open ? charts.hide : charts.show}
        icon={state.open ? <ChevronDown /> : <ChevronRight />}
        size="small"
        aria-expanded={state.open}
        onClick={() => set({ open: !state.open })}
      />
      <span className={css['title']}>{charts.chart}</span>
    </>
  )
  const controls = (
    <>
      {head}
      <ChooseSeveral
        label={charts.figures}
        text={names.length > 0 ? names.join(', ') : common.none}
        options={infos.all.map(({ id, fullName, group }) => ({ id, label: fullName, group }))}
        chosen={figures}
        onChange={(ids) => set({ figures: ids as readonly FigureId[] })}
        most={MOST_FIGURES}
        mostText={charts.figuresMost(MOST_FIGURES)}
        searchLabel={common.search}
      />
      {isAccounts && objects.length > 1 ? (
        <ChooseSeveral
          label={charts.accounts}
          text={isTotal ? charts.together : common.accounts(chosenAccounts.length)}
          options={objects.map(({ id, name }) => ({ id, label: name }))}
          chosen={chosenAccounts.map(({ id }) => id)}
          onChange={(accountIds) => set({ accountIds })}
          most={MOST_OBJECTS}
          mostText={charts.accountsMost(MOST_OBJECTS)}
          searchLabel={common.search}
          head={<Checkbox label={charts.together} checked={isTotal} onChange={(on) => on && set({ accountIds: [] })} />}
        />
      ) : null}
      <Select
        label={charts.days}
        quiet
        value={days}
        options={CHART_DAYS.map((each) => ({
          value: each,
          label: each === 'window' ? periodText(period, strings, format) : common.periods[each],
        }))}
        onChange={(next) => set({ days: next })}
      />
      <Select
        label={charts.grain}
        quiet
        value={grain}
        options={grains.map((each) => ({ value: each, label: charts.grains[each] }))}
        onChange={(next) => set({ grain: next })}
      />
      {value ? (
        <span className={css['age']}>
          <Age at={value.asOf} />
        </span>
      ) : null}
    </>
  )

  const body = (): ReactElement => {
    const nothing = figures.length === 0 ? charts.noFigures : given?.length === 0 ? (empty ?? charts.noObjects) : null
    if (nothing !== null)
      return (
        <>
          <div className={css['head']}>{controls}</div>
          <div className={css['nothing']} style={{ height }}>
            {nothing}
          </div>
        </>
      )
    if (!content)
      return (
        <>
          <div className={css['head']}>{controls}</div>
          {failure ? (
            <FailureBanner failure={failure} onRetry={() => void refresh()} />
          ) : (
            <Skeleton lines={1} height={`${height}px`} />
          )}
        </>
      )
    return <FiguresChart title={names.join(', ')} hideTitle {...content.chart} height={height} controls={controls} />
  }
  return (
    <section className={css['panel']} aria-label={charts.chart}>
      {state.open ? (
        <>
          {body()}
          {value?.failure ? <p className={css['note']}>{sentence(value.failure)}</p> : null}
          {!isAccounts && objects.length > charted.length ? (
            <p className={css['note']}>{charts.firstOf(charted.length, objects.length)}</p>
          ) : null}
          {content?.notes.map((note) => (
            <p key={note} className={css['note']}>
              {note}
            </p>
          ))}
          <HeightHandle
            label={charts.resize}
            height={height}
            least={HEIGHT.least}
            most={HEIGHT.most}
            usual={usual}
            onChange={(next) => set({ height: next })}
          />
        </>
      ) : (
        <div className={css['head']}>{head}</div>
      )}
    </section>
  )
}

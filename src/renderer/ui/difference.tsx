import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Difference } from '../../shared/contract/difference.ts'
import { AGAINST, causesAgainst } from '../../shared/domain/difference.ts'
import { causesOfSize } from '../../shared/domain/difference-gap.ts'
import type { Against, Cause } from '../../shared/domain/difference.ts'
import { METRIC_GROUPS } from '../../shared/domain/metrics.ts'
import type { MetricGroup, MetricId } from '../../shared/domain/metrics.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { periodKey } from '../../shared/domain/periods.ts'
import { call } from '../api.ts'
import { useDialogs } from '../stores/dialogs.ts'
import { readFigures } from '../stores/refresh.ts'
import { useServer } from '../stores/server.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useLocale, useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { causeText, placesOf, signedText, sizeName, sizeText, stepOf, unitOf } from './difference-text.ts'
import css from './difference.module.css'
import { Field, TextInput } from './field.tsx'
import { Name } from './figure.tsx'
import { parseNumber } from '../../shared/domain/typed-number.ts'
import { Segments } from './segments.tsx'
import { Select } from './select.tsx'
import type { Option } from './select.tsx'
import { Badge, Banner, FailureBanner, Skeleton } from './states.tsx'
import { useSay } from './toast.tsx'

const EVENTS = ['figures.changed', 'sync.changed'] as const
const GATHER = 1500
const GROUPS = Object.keys(METRIC_GROUPS) as MetricGroup[]
/** The clock by which somebody who looks elsewhere from here has days, unless another is chosen. */
const DESK_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone
const ZONES = Intl.supportedValuesOf('timeZone')
/** Those that matter here first. */
const zoneOptions = (account: string): Option<string>[] =>
  [...new Set([DESK_ZONE, account, 'UTC', ...ZONES])].map((value) => ({ value, label: value.replaceAll('_', ' ') }))
const ORDER = { yes: 0, unknown: 1, no: 2 } as const
const MEANING = { yes: 'info', unknown: 'warn', no: 'neutral' } as const

/** What can be done about it from here. */
const Action = ({
  cause,
  found,
  onDone,
}: {
  readonly cause: Cause
  readonly found: Difference
  readonly onDone: () => void
}): ReactElement | null => {
  const { difference } = useStrings()
  const say = useSay()
  const period = useView((state) => state.period)
  const objectId = useDialogs(({ open }) => (open?.kind === 'difference' ? open.objectId : null))
  const [busy, setBusy] = useState(false)
  const run = (work: () => Promise<unknown>): void => {
    setBusy(true)
    work()
      .then(onDone, say.failed)
      .finally(() => setBusy(false))
  }
  const isByWindow = cause.id === 'attribution' || cause.id === 'credit'
  if (isByWindow && cause.applies !== 'no')
    return (
      <Button
        size="small"
        icon={<RefreshCw />}
        busy={busy}
        onClick={() => run(() => call('windows.get', { id: objectId ?? found.accountId, period, again: true }))}
      >
        {difference.readWindows}
      </Button>
    )
  if (cause.id === 'age' && cause.applies !== 'no')
    return (
      <Button size="small" icon={<RefreshCw />} busy={busy} onClick={() => run(readFigures)}>
        {difference.readFigures}
      </Button>
    )
  if ((cause.id === 'partial' || cause.id === 'refused') && cause.applies === 'yes')
    return (
      <Button
        size="small"
        onClick={() => {
          useDialogs.getState().close()
          useView.getState().go('health')
        }}
      >
        {difference.openHealth}
      </Button>
    )
  return null
}

const CauseItem = ({
  cause,
  found,
  onDone,
}: {
  readonly cause: Cause
  readonly found: Difference
  readonly onDone: () => void
}): ReactElement => {
  const strings = useStrings()
  const { difference } = strings
  const format = useFormat()
  return (
    <li data-applies={cause.applies}>
      <div className={css['head']}>
        <h3>{difference.names[cause.id]}</h3>
        <Badge meaning={MEANING[cause.applies]}>{difference.applies[cause.applies]}</Badge>
      </div>
      <p data-text>{causeText(strings, format, found, cause)}</p>
      {cause.sizes.length > 0 ? (
        <dl className={css['sizes']} title={difference.sizeHint}>
          {cause.sizes.map((size) => (
            <div key={size.of ?? ''}>
              <dt>{sizeName(strings, size) ?? (cause.id === 'removed' ? difference.whole : difference.gap)}</dt>
              <dd data-text>{sizeText(strings, format, found, size)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {cause.applies === 'no' ? null : (
        <div className={css['head']}>
          <p className={css['todo']}>{difference.actions[cause.id]}</p>
          <Action cause={cause} found={found} onDone={onDone} />
        </div>
      )}
    </li>
  )
}

/** Which causes are of the size of what was typed. */
const Matches = ({
  gap,
  causes,
  found,
}: {
  readonly gap: number
  readonly causes: readonly Cause[]
  readonly found: Difference
}): ReactElement => {
  const strings = useStrings()
  const { difference } = strings
  const format = useFormat()
  const { metric, currency, value } = found
  const step = stepOf(metric, currency)
  const matches = causesOfSize(gap, causes, step)
  const share = value === null || value === 0 ? '' : ` (${gap < 0 ? '−' : '+'}${format.percent(Math.abs(gap / value))})`
  if (Math.abs(gap) < step / 2) return <Banner meaning="good">{difference.same}</Banner>
  return (
    <Banner meaning={matches.length > 0 ? 'info' : 'warn'}>
      <strong>
        {difference.gap}: {signedText(format, metric, gap, currency)}
        {share}
      </strong>
      {matches.length === 0 ? (
        <p>{difference.noMatch}</p>
      ) : (
        <>
          <p>{difference.matches}:</p>
          <ul className={css['matches']}>
            {matches.map(({ causes: parts }) => {
              const names = parts.map(({ id, size }) => {
                const of = sizeName(strings, size)
                return `${difference.names[id]}${of === null ? '' : ` – ${of}`} (${sizeText(strings, format, found, size)})`
              })
              return (
                <li key={names.join()}>
                  {names.length > 1 ? difference.matchAnd(names[0] ?? '', names[1] ?? '') : names[0]}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Banner>
  )
}

interface AskedProps {
  readonly accountId: AccountId
  readonly objectId: ObjectId | null
  readonly first: MetricId
}

const Asked = ({ accountId, objectId, first }: AskedProps): ReactElement => {
  const strings = useStrings()
  const { difference, metrics, table } = strings
  const format = useFormat()
  const locale = useLocale()
  const period = useView((state) => state.period)
  const [metric, setMetric] = useState(first)
  const [zone, setZone] = useState(DESK_ZONE)
  const [against, setAgainst] = useState<Against>('adsManager')
  const [typed, setTyped] = useState('')
  const [noted, setNoted] = useState('')
  const notedAt = noted === '' ? null : new Date(noted).getTime()
  const {
    value: found,
    failure,
    refresh,
  } = useServer(
    `differences.explain:${accountId}:${objectId ?? ''}:${metric}:${periodKey(period)}:${zone}:${notedAt ?? ''}`,
    () =>
      call('differences.explain', {
        accountId,
        ...(objectId === null ? {} : { objectId }),
        period,
        metric,
        zone,
        notedAt: notedAt !== null && Number.isFinite(notedAt) ? notedAt : null,
      }),
    EVENTS,
    { keepPrevious: true, gather: GATHER },
  )
  if (!found)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={10} />
  const number = typed.trim() === '' ? null : parseNumber(typed, locale)
  const isWrong = typed.trim() !== '' && number === null
  const gap = number === null || found.value === null ? null : number * unitOf(metric) - found.value
  const causes = causesAgainst(found.causes, against).toSorted((a, b) => ORDER[a.applies] - ORDER[b.applies])
  return (
    <div className={css['difference']}>
      <p className={css['what']}>
        <Name>{found.name}</Name>
        <span className={css['faint']}>
          {format.range(found.range.since, found.range.until)} · {difference.readAt}{' '}
          <Age at={found.asOf} zone={found.zone} />
        </span>
      </p>
      <div className={css['form']}>
        <Field label={difference.figure}>
          <Select
            label={difference.figure}
            value={metric}
            options={GROUPS.flatMap((group) =>
              METRIC_GROUPS[group].map((id) => ({
                value: id,
                label: metrics.fullNames[id],
                group: table.groupsOfColumns[group],
              })),
            )}
            onChange={setMetric}
          />
        </Field>
        <Field label={difference.here}>
          <output className={css['value']} data-text>
            {format.metricFull(metric, found.value, found.currency)}
          </output>
        </Field>
        <Field label={difference.there[against]} error={isWrong ? difference.notANumber : null}>
          <TextInput
            value={typed}
            onChange={setTyped}
            inputMode="decimal"
            maxLength={24}
            title={difference.thereHint}
            placeholder={
              placesOf(metric, found.currency) === 0 ? '0' : (0).toLocaleString(locale, { minimumFractionDigits: 2 })
            }
          />
        </Field>
        <Field label={difference.notedAt}>
          <TextInput type="datetime-local" value={noted} onChange={setNoted} title={difference.notedHint} />
        </Field>
      </div>
      <div className={css['there']}>
        <Segments
          label={difference.against}
          value={against}
          options={AGAINST.map((value) => ({ value, label: difference.againsts[value] }))}
          onChange={setAgainst}
        />
        <span className={css['clock']}>
          <span aria-hidden>{difference.zoneThere}</span>
          <span data-text>
            <Select label={difference.zoneThere} value={zone} options={zoneOptions(found.zone)} onChange={setZone} />
          </span>
        </span>
      </div>
      {found.value === null ? <Banner meaning="info">{difference.measured}</Banner> : null}
      <div aria-live="polite">{gap === null ? null : <Matches gap={gap} causes={causes} found={found} />}</div>
      <ol className={css['causes']} aria-label={difference.causes}>
        {causes.map((cause) => (
          <CauseItem key={cause.id} cause={cause} found={found} onDone={() => void refresh()} />
        ))}
      </ol>
    </div>
  )
}

/** Why a figure is another one elsewhere: every possible cause, with its size where it is known. */
export const DifferenceDialog = (): ReactElement => {
  const { difference } = useStrings()
  const asked = useDialogs(({ open }) => (open?.kind === 'difference' ? open : null))
  return (
    <Dialog open={asked !== null} onClose={useDialogs.getState().close} title={difference.title} wide>
      {asked ? (
        <Asked
          key={`${asked.accountId} ${asked.objectId}`}
          accountId={asked.accountId}
          objectId={asked.objectId}
          first={asked.metric}
        />
      ) : null}
    </Dialog>
  )
}

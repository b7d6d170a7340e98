import { Copy } from 'lucide-react'
import type { ReactElement } from 'react'
import type { BreakdownFound } from '../../shared/domain/asked.ts'
import { CUT_RULES, cutsKey, namesOf, refusalOf } from '../../shared/domain/breakdowns.ts'
import type { BreakdownRow, Cuts } from '../../shared/domain/breakdowns.ts'
import type { Day } from '../../shared/domain/day.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { ObjectId } from '../../shared/domain/objects.ts'
import { isByHour, periodKey, rangeOf } from '../../shared/domain/periods.ts'
import type { Comparison, Period } from '../../shared/domain/periods.ts'
import { call } from '../api.ts'
import { useAsked } from '../stores/asked.ts'
import { useToday } from '../stores/now.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useSentence, useStrings } from '../strings/use-strings.ts'
import { AskedLine, FirstWait, SmallButton, Waiting } from './asked.tsx'
import { BreakdownChoices, cutsOf, useBreakdownChoice } from './breakdown-choice.tsx'
import { aboutOf, copiedRows, unknownIn } from './breakdown-rows.ts'
import { BreakdownTable, useSortedParts } from './breakdown-table.tsx'
import { partWords, refusalText, withheldSentences } from './breakdown-words.ts'
import css from './breakdown.module.css'
import { copyText } from './copy-text.ts'
import { toTsv } from './data-table-copy.ts'
import { Disclosure } from './disclosure.tsx'
import { Banner, FailureBanner } from './states.tsx'
import { useSay } from './toast.tsx'

interface FoundProps {
  readonly found: BreakdownFound
  readonly today: Day
  readonly busy: boolean
  readonly onAgain: () => void
}

/** What figures are missing, and why. */
const Notes = ({ found, today }: Pick<FoundProps, 'found' | 'today'>): ReactElement => {
  const strings = useStrings()
  const { asked } = strings
  const format = useFormat()
  const { cuts, range, rows, whole } = found
  const isOptIn = cuts.some((cut) => CUT_RULES[cut].optIn)
  const sentences =
    rows.length > 0
      ? withheldSentences(cuts, aboutOf(found), unknownIn(found), range, today, strings, format)
      : [whole === null ? asked.nothing : isOptIn ? asked.notOn : asked.noRows]
  return (
    <>
      {sentences.map((sentence) => (
        <p key={sentence} className={css['note']}>
          {sentence}
        </p>
      ))}
    </>
  )
}

const Found = ({ found, today, busy, onAgain }: FoundProps): ReactElement => {
  const strings = useStrings()
  const { asked, campaigns, common, metrics, table } = strings
  const format = useFormat()
  const say = useSay()
  const parts = useSortedParts(found)
  const { cuts, range, compared, currency, zone, partial } = found

  const copy = (): void => {
    const heads = {
      parts: namesOf(cuts).map((_, i) => (i === 0 ? cuts.map((cut) => asked.cuts[cut]).join(', ') : '')),
      figures: (id: MetricId) => metrics.fullNames[id],
      before: (id: MetricId) => asked.before(metrics.fullNames[id]),
      total: asked.total,
    }
    const words = ({ labels }: BreakdownRow): readonly string[] => partWords(cuts, labels, strings, format)
    const text = toTsv(copiedRows({ found, ...parts, words, heads }), format.locale === 'ru' ? ',' : '.')
    say.done(copyText(text) ? common.copied : table.notCopied)
  }
  return (
    <>
      <AskedLine
        at={found.at}
        zone={zone}
        again={asked.refresh}
        busy={busy}
        onAgain={onAgain}
        actions={<SmallButton label={asked.copy} icon={<Copy />} onClick={copy} />}
      >
        {format.range(range.since, range.until)}
        {compared ? ` ${asked.comparedWith(format.range(compared.since, compared.until))}` : ''} ·{' '}
        {campaigns.moneyIn(currency)}
      </AskedLine>
      {partial ? <Banner meaning="warn">{asked.partial}</Banner> : null}
      {found.rows.length > 0 ? <BreakdownTable found={found} label={asked.breakdown} {...parts} /> : null}
      <Notes found={found} today={today} />
    </>
  )
}

interface PartsProps {
  readonly id: ObjectId
  readonly cuts: Cuts
  readonly period: Period
  readonly compare: Comparison | null
  readonly today: Day
}

const Parts = ({ id, cuts, period, compare, today }: PartsProps): ReactElement => {
  const { asked } = useStrings()
  const sentence = useSentence()
  const question = `${id}:${periodKey(period)}:${cutsKey(cuts)}:${compare === null ? '' : JSON.stringify(compare)}`
  const { value, failure, loading, readAgain } = useAsked(`breakdowns.get:${question}`, (ask) =>
    call('breakdowns.get', { id, period, compare, by: [...cuts], ask }),
  )
  if (!value) {
    if (failure && !loading) return <FailureBanner failure={failure} onRetry={readAgain} />
    return <FirstWait lines={6} />
  }
  const kept = failure ?? value.failure
  return (
    <>
      {loading ? <Waiting /> : null}
      {kept ? (
        <Banner meaning="warn">
          {sentence(kept)} {asked.kept}
        </Banner>
      ) : null}
      <Found found={value} today={today} busy={loading} onAgain={readAgain} />
    </>
  )
}

interface BreakdownProps {
  /** Of an account with `act_`. */
  readonly id: ObjectId
  /** Of its account: its days are its own. */
  readonly zone: string
}

const Content = ({ id, zone }: BreakdownProps): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const period = useView((state) => state.period)
  const compare = useView((state) => state.compare)
  const today = useToday(zone)
  const choice = useBreakdownChoice()
  const range = rangeOf(period, today)
  const cuts = cutsOf(choice)
  const refusal = refusalOf(cuts, range, today)
  return (
    <>
      <BreakdownChoices choice={choice} range={range} today={today} />
      {isByHour(compare) ? <p className={css['note']}>{strings.asked.wholeDays}</p> : null}
      {refusal ? (
        <Banner meaning="info">
          {refusalText(refusal, strings, format)} {strings.asked.choosePeriod}
        </Banner>
      ) : (
        <Parts id={id} cuts={cuts} period={period} compare={isByHour(compare) ? null : compare} today={today} />
      )}
    </>
  )
}

/** An object's figures by age, place, device or hour: asked of Meta when the section is opened. */
export const Breakdown = (props: BreakdownProps): ReactElement => {
  const { asked } = useStrings()
  return (
    <Disclosure section title={asked.breakdown} hint={asked.breakdownHint}>
      <Content {...props} />
    </Disclosure>
  )
}

import type { Instant } from '../../shared/domain/day.ts'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { Figures, MetricId } from '../../shared/domain/metrics.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { ResultType } from '../../shared/domain/objects.ts'
import { UNKNOWN } from '../format.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { Change } from './change.tsx'
import type { Column } from './data-table-types.ts'
import { Figure } from './figure.tsx'
import css from './figures.module.css'

/** Wide enough for nine figures and their grouping, so that no refresh moves a column. */
export const WIDTHS: Readonly<Record<MetricId, number>> = {
  spend: 116,
  impressions: 88,
  reach: 84,
  frequency: 78,
  clicks: 72,
  linkClicks: 84,
  ctr: 66,
  cpc: 76,
  cpm: 80,
  results: 148,
  costPerResult: 100,
  purchases: 84,
  purchaseValue: 110,
  cpa: 82,
  roas: 66,
  linkCtr: 80,
  linkCpc: 82,
  landingPageViews: 128,
  landingRate: 104,
  costPerLandingPageView: 116,
  conversionRate: 92,
  orderValue: 94,
  contentViews: 126,
  addToCart: 92,
  costPerAddToCart: 98,
  checkouts: 96,
  costPerCheckout: 110,
  leads: 72,
  costPerLead: 78,
  registrations: 100,
  costPerRegistration: 90,
  conversations: 106,
  costPerConversation: 116,
  installs: 86,
  costPerInstall: 78,
  videoPlays: 86,
  hookRate: 82,
  video25: 88,
  video50: 88,
  video75: 88,
  video100: 94,
  thruPlays: 84,
  holdRate: 80,
  costPerThruPlay: 108,
}
/** What is not known where results are of several kinds. */
const OF_RESULTS: readonly MetricId[] = ['results', 'costPerResult']

/** Room for the currency beside the value. */
export const CODE = 32
/** Room for what the results count. */
export const KIND = 50
/** Room for the difference from the compared days. */
const CHANGE = 50

interface FigureRow {
  readonly figures: Figures
  /** Of the compared days; null: nothing is compared. */
  readonly before?: Figures | null
  /** What `before` is compared with; the figures where it is not said. */
  readonly comparable?: Figures
  readonly underWay?: boolean
  /** Of the compared days some were never read, or not whole. */
  readonly beforePartial?: boolean
  /** Its results are not added up. */
  readonly severalKinds?: boolean
  readonly currency: Currency
  /** Said beside amounts when they are pointed at, e.g. by which rates they were converted. */
  readonly moneyNote?: ((id: MetricId) => string | null) | undefined
  /** Which amounts were measured but cannot be converted; `moneyNote` says why. */
  readonly isUnknown?: ((id: MetricId) => boolean) | undefined
  readonly resultType?: ResultType | null
  readonly asOf: Instant | null
  readonly zone?: string
}

interface MetricColumns<Row> {
  readonly ids: readonly MetricId[]
  readonly of: (row: Row) => FigureRow
  readonly strings: Strings
  readonly format: Format
  /** The rows say what their results count. */
  readonly hasKinds: boolean
  /** Null: mixed, so every amount names its own. */
  readonly currency: Currency | null
  readonly totals: Figures | null
  /** Why amounts are not added up, where they are not. */
  readonly totalsUnknown?: string | null
  /** Of the compared days; null: nothing is compared. */
  readonly totalsBefore?: Figures | null
  readonly totalsComparable?: Figures | null
  readonly totalsUnderWay?: boolean
  readonly totalsBeforePartial?: boolean
  readonly totalsSeveralKinds?: boolean
}

export const metricColumns = <Row,>({
  ids,
  of,
  strings,
  format,
  hasKinds,
  currency,
  totals,
  totalsUnknown = null,
  totalsBefore = null,
  totalsComparable = null,
  totalsUnderWay = false,
  totalsBeforePartial = false,
  totalsSeveralKinds = false,
}: MetricColumns<Row>): Column<Row>[] => {
  const { metrics } = strings
  return ids.map((id) => {
    const isMoney = METRICS[id].unit === 'money'
    const isMixed = isMoney && currency === null
    const total = totals?.[id] ?? null
    const isTotalUnknown = isMoney && total === null && totalsUnknown !== null
    const totalHint = isTotalUnknown
      ? totalsUnknown
      : id === 'reach' || id === 'frequency'
        ? metrics.neverAddedUp
        : isMixed
          ? metrics.mixedCurrencies
          : totalsSeveralKinds && OF_RESULTS.includes(id)
            ? metrics.severalKinds
            : undefined
    return {
      id,
      header: isMoney && id === 'spend' && currency !== null ? `${metrics.names[id]}, ${currency}` : metrics.names[id],
      hint: metrics.hints[id],
      width:
        WIDTHS[id] + (isMixed ? CODE : 0) - (id === 'results' && !hasKinds ? KIND : 0) + (totalsBefore ? CHANGE : 0),
      align: 'end',
      sortable: true,
      value: (row) => of(row).figures[id],
      title: (row) => {
        const { figures, currency: own, moneyNote, asOf, zone, severalKinds = false } = of(row)
        const note = isMoney ? (moneyNote?.(id) ?? null) : null
        if (figures[id] === null) {
          if (severalKinds && OF_RESULTS.includes(id)) return metrics.severalKinds
          return note ?? (asOf === null ? metrics.notRead : metrics.nothingMeasured)
        }
        const value = `${metrics.fullNames[id]}: ${format.metricFull(id, figures[id], own)}`
        return [value, note, asOf === null ? null : format.exact(asOf, zone)].filter((line) => line !== null).join('\n')
      },
      cell: (row) => {
        const {
          figures,
          before,
          comparable = figures,
          underWay = false,
          beforePartial = false,
          currency: own,
          resultType,
          isUnknown,
        } = of(row)
        return (
          <>
            <Figure
              id={id}
              value={figures[id]}
              currency={own}
              mixed={isMixed}
              kinds={hasKinds}
              resultType={resultType ?? null}
              unknown={isMoney && isUnknown?.(id) === true}
              format={format}
              strings={strings}
            />
            {totalsBefore ? (
              <Change
                id={id}
                value={comparable[id]}
                before={before?.[id] ?? null}
                currency={own}
                underWay={underWay}
                partial={beforePartial}
                format={format}
                strings={strings}
              />
            ) : null}
          </>
        )
      },
      total: totals ? (
        <>
          <span title={totalHint} className={total === null ? css['faint'] : undefined}>
            {isTotalUnknown ? UNKNOWN : format.metric(id, total, currency ?? 'USD')}
          </span>
          {isMixed ? <span className={css['code']} /> : null}
          {id === 'results' && hasKinds ? <span className={css['kind']} /> : null}
          {totalsBefore ? (
            <Change
              id={id}
              value={totalsComparable ? totalsComparable[id] : total}
              before={totalsBefore[id]}
              currency={currency ?? 'USD'}
              underWay={totalsUnderWay}
              partial={totalsBeforePartial}
              format={format}
              strings={strings}
            />
          ) : null}
        </>
      ) : null,
    }
  })
}

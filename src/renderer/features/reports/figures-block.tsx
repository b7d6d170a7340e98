import type { ReactElement } from 'react'
import type { FiguresBlock, Report } from '../../../shared/domain/reports.ts'
import { call, failureFrom } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useServer } from '../../stores/server.ts'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { BlockFoot } from './block-foot.tsx'
import { Converted } from './converted.tsx'
import { changeOf, Delta } from './delta.tsx'
import { useDrawn } from './drawn.ts'
import { EVENTS, totalsQuestion } from './report-data.ts'
import css from './reports.module.css'
import type { FigureBook } from './use-figures.ts'
import { figureText } from './use-figures.ts'

interface FiguresBlockProps {
  readonly report: Report
  readonly block: FiguresBlock
  readonly book: FigureBook
}

/** What all accounts of the report make together, each figure a tile. */
export const FiguresBlockView = ({ report, block, book }: FiguresBlockProps): ReactElement => {
  const { reports, metrics } = useStrings()
  const format = useFormat()
  const question = totalsQuestion(report, block.figures, book)
  const { value, failure, refresh } = useServer(
    `table:${JSON.stringify(question)}`,
    () => call('table.query', question),
    EVENTS,
    { keepPrevious: true },
  )
  useDrawn(block.id, value !== undefined || failure !== null)
  if (!value)
    return failure ? (
      <FailureBanner failure={failureFrom(failure)} onRetry={() => void refresh()} />
    ) : (
      <Skeleton lines={2} />
    )
  const { totals, underWay, beforePartial } = value
  const doubts = { underWay, partial: beforePartial }
  const hasKinds =
    totals.objects > 1 && totals.resultType === null && totals.values[block.figures.indexOf('results')] === null
  // Without a rate there is no sum, but the amounts themselves are known.
  const isUnrated = (totals.converted?.unrated.length ?? 0) > 0
  const own = totals.spendByCurrency.map(({ currency, spend }) => format.money(spend, currency))
  return (
    <>
      <dl className={css['tiles']}>
        {block.figures.map((id, i) => {
          const unit = book.unitOf(id)
          const now = totals.values[i] ?? null
          const before = totals.before?.[i] ?? null
          const comparable = (totals.comparable ?? totals.values)[i] ?? null
          const amounts = id === 'spend' && isUnrated ? totals.spendByCurrency : null
          return (
            <div key={id} className={css['tile']} data-wide={amounts !== null}>
              <dt>{book.nameOf(id)}</dt>
              {amounts ? (
                <dd className={css['amounts']}>
                  {amounts.map(({ currency, spend, before: spent }) => (
                    <span key={currency}>
                      {format.money(spend, currency)}
                      {report.compare === null ? null : (
                        <Delta change={changeOf(spend, spent)} better={book.betterOf(id)} {...doubts} />
                      )}
                    </span>
                  ))}
                </dd>
              ) : (
                <>
                  <dd
                    className={css['value']}
                    title={id === 'spend' && totals.converted ? format.list(own) : undefined}
                  >
                    {figureText(unit, now, totals.currency, format)}
                  </dd>
                  {report.compare === null ? null : (
                    <dd className={css['beside']}>
                      <Delta
                        change={changeOf(comparable, before)}
                        better={book.betterOf(id)}
                        title={reports.before(figureText(unit, before, totals.currency, format))}
                        {...doubts}
                      />
                    </dd>
                  )}
                </>
              )}
            </div>
          )
        })}
      </dl>
      <BlockFoot asOf={value.asOf} partial={value.partial} beforePartial={beforePartial} underWay={underWay}>
        <Converted {...totals} />
        {hasKinds ? <span>{metrics.severalKinds}</span> : null}
      </BlockFoot>
    </>
  )
}

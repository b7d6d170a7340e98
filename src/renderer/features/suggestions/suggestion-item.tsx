import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import type { MetricId } from '../../../shared/domain/metrics.ts'
import type { Suggestion } from '../../../shared/domain/suggestions.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { Evidence } from '../../ui/evidence.tsx'
import { Name } from '../../ui/figure.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge } from '../../ui/states.tsx'
import { SuggestionActions } from './actions.tsx'
import css from './suggestions.module.css'

const MEANINGS: Readonly<Record<Suggestion['status'], Meaning | 'neutral'>> = {
  open: 'info',
  applying: 'info',
  applied: 'good',
  failed: 'bad',
  dismissed: 'neutral',
  snoozed: 'neutral',
  expired: 'neutral',
}

const LastDays = ({ suggestion }: { readonly suggestion: Suggestion }): ReactElement => {
  const { objectId, objectName, accountId, evidence } = suggestion
  const objects = useMemo(() => [{ id: objectId, name: objectName, accountId }], [objectId, objectName, accountId])
  // The measure it turned on is the one worth seeing first.
  const telling = evidence.find(
    ({ leaf, truth }) => truth === 'true' && leaf.measure !== 'spend' && leaf.measure !== 'budgetShare',
  )
  const measure = telling?.leaf.measure
  const first = useMemo(() => [(measure as MetricId | undefined) ?? 'spend'], [measure])
  return <ChartPanel level="campaign" objects={objects} storageKey="suggestion" first={first} height={120} />
}

interface SuggestionItemProps {
  readonly suggestion: Suggestion
  readonly isOpen: boolean
  readonly onToggle: () => void
}

export const SuggestionItem = ({ suggestion, isOpen, onToggle }: SuggestionItemProps): ReactElement => {
  const strings = useStrings()
  const { suggestions } = strings
  const format = useFormat()
  const { edit, currency, status } = suggestion
  const isCurrent = useView(({ selected }) => selected?.kind === 'suggestion' && selected.id === suggestion.id)
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <li ref={element} className={css['item']} data-current={isCurrent}>
      <div className={css['head']}>
        <button
          type="button"
          className={css['toggle']}
          aria-expanded={isOpen}
          aria-label={`${suggestions.evidence}: ${suggestion.objectName}`}
          onClick={onToggle}
        >
          {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
        </button>
        <div className={css['words']}>
          <div className={css['what']}>
            <span>{suggestions.actions[suggestion.action]}</span>
            <Name>{suggestion.objectName}</Name>
          </div>
          <div className={css['facts']}>
            <Name>{suggestion.accountName}</Name>
            {edit.kind === 'dailyBudget' ? (
              <span>
                {suggestions.budgetChange(format.money(edit.before, currency), format.money(edit.after, currency))}
              </span>
            ) : null}
            <span>{suggestions.by(suggestion.strategyName, suggestion.strategyVersion)}</span>
            <span>
              {suggestions.decidedOn} <Age at={suggestion.asOf} />
            </span>
            {status !== 'open' ? <Badge meaning={MEANINGS[status]}>{suggestions.statuses[status]}</Badge> : null}
            {status === 'snoozed' && suggestion.snoozedUntil !== null ? (
              <span>{suggestions.snoozedUntil(format.dateTime(suggestion.snoozedUntil))}</span>
            ) : null}
          </div>
        </div>
        <div className={css['stake']}>
          <strong>{format.money(suggestion.atStake, currency)}</strong>
          <span className={css['faint']}>{suggestions.atStake}</span>
        </div>
        <SuggestionActions suggestion={suggestion} />
      </div>
      {isOpen ? (
        <div className={css['body']}>
          <div>
            <Evidence leaves={suggestion.evidence} currency={currency} />
            {edit.kind === 'advice' ? (
              <p className={css['advice']}>{suggestions.adviceText[suggestion.action]}</p>
            ) : null}
          </div>
          <div>
            <LastDays suggestion={suggestion} />
          </div>
        </div>
      ) : null}
    </li>
  )
}

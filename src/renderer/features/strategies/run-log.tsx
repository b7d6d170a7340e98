import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { RunDecision, Strategy, StrategyRun } from '../../../shared/domain/strategies.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Evidence } from '../../ui/evidence.tsx'
import { Name } from '../../ui/figure.tsx'
import { TruthMark } from '../../ui/marks.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import css from './strategies.module.css'

const EVENTS = ['strategies.changed', 'suggestions.changed'] as const
const RUNS = 20
/** A run keeps up to 200: so many are drawn at once. */
const FIRST = 30

interface DecisionProps {
  readonly decision: RunDecision
  readonly currency: string
}

const Decision = ({ decision, currency }: DecisionProps): ReactElement => {
  const { strategies, suggestions } = useStrings()
  const { truth, held } = decision
  return (
    <li className={css['decision']}>
      <div className={css['what']}>
        <button
          type="button"
          className={css['open']}
          onClick={() => useView.getState().go('campaigns', { kind: 'campaign', id: decision.objectId })}
        >
          <Name>{decision.objectName}</Name>
        </button>
        <div className={css['facts']}>
          <span>{suggestions.actions[decision.action]}</span>
        </div>
        <TruthMark truth={held === null ? truth : 'unknown'}>
          {held === null ? strategies.truths[truth] : strategies.heldReasons[held]}
        </TruthMark>
      </div>
      <Evidence leaves={decision.leaves} currency={currency} />
    </li>
  )
}

const Decisions = ({ run, currency }: { readonly run: StrategyRun; readonly currency: string }): ReactElement => {
  const { strategies, common } = useStrings()
  const [shown, setShown] = useState(FIRST)
  if (run.decisions.length === 0) return <p className={css['decision']}>{strategies.noDecisions}</p>
  return (
    <>
      <ul aria-label={strategies.decisions}>
        {run.decisions.slice(0, shown).map((decision) => (
          <Decision key={`${decision.objectId}${decision.action}`} decision={decision} currency={currency} />
        ))}
      </ul>
      {shown < run.decisions.length ? (
        <button type="button" className={css['runHead']} onClick={() => setShown(run.decisions.length)}>
          {common.more} ({run.decisions.length - shown})
        </button>
      ) : null}
    </>
  )
}

/** What the strategy looked at, run by run: why it did, and why it did not. */
export const RunLog = ({ strategy }: { readonly strategy: Strategy }): ReactElement => {
  const { strategies } = useStrings()
  const format = useFormat()
  const { value, failure } = useServer(
    `strategies.runs:${strategy.id}`,
    () => call('strategies.runs', { id: strategy.id, limit: RUNS }),
    EVENTS,
  )
  const [opened, setOpened] = useState<string | null | undefined>(undefined)
  const open = opened === undefined ? value?.[0]?.id : opened
  if (!value) return failure ? <FailureBanner failure={failure} /> : <Skeleton lines={4} />
  if (value.length === 0) return <p className={css['faint']}>{strategies.noRuns}</p>
  return (
    <ul className={css['list']}>
      {value.map((run) => (
        <li key={run.id} className={css['run']}>
          <button
            type="button"
            className={css['runHead']}
            aria-expanded={run.id === open}
            onClick={() => setOpened(run.id === open ? null : run.id)}
          >
            {run.id === open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
            <span className={css['when']}>
              {format.dateTime(run.startedAt)} · <Age at={run.startedAt} />
            </span>
            <span>
              {strategies.run.judged}: {format.count(run.judged)}
            </span>
            <span>
              {strategies.run.proposed}: {format.count(run.proposed)}
            </span>
            <span>
              {strategies.run.unknown}: {format.count(run.unknown)}
            </span>
            <span>
              {strategies.run.held}: {format.count(run.held)}
            </span>
            <span className={css['faint']}>{strategies.version(run.strategyVersion)}</span>
          </button>
          {run.id === open ? <Decisions run={run} currency={strategy.currency} /> : null}
        </li>
      ))}
    </ul>
  )
}

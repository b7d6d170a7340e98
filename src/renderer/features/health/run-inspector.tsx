import type { ReactElement } from 'react'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/figure.tsx'
import figures from '../../ui/figures.module.css'
import { Inspector } from '../../ui/inspector.tsx'
import { useView } from '../../stores/view.ts'
import css from './health.module.css'
import { NextStep } from './next-step.tsx'
import { Outcome, Took } from './runs.tsx'

/** One reading: its numbers, and every failure with its account and what to do. */
export const RunInspector = ({ run }: { readonly run: SyncRun }): ReactElement => {
  const { health, common } = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  return (
    <Inspector
      title={health.runTitle(health.runKinds[run.kind], format.dateTime(run.startedAt))}
      subtitle={health.triggers[run.trigger]}
      footer={
        <Button size="small" data-inspector-first onClick={() => useView.getState().select(null)}>
          {common.close}
        </Button>
      }
    >
      <section className={css['part']}>
        <Outcome outcome={run.outcome} />
        <p className={css['faint']}>{health.outcomeHints[run.outcome]}</p>
      </section>
      <section className={css['part']}>
        <h3>{health.facts}</h3>
        <dl className={figures['list']}>
          <dt>{health.runColumns.started}</dt>
          <dd>{format.exact(run.startedAt)}</dd>
          <dt>{health.ended}</dt>
          <dd>{format.exact(run.endedAt)}</dd>
          <dt>{health.runColumns.took}</dt>
          <dd>
            <Took run={run} />
          </dd>
          {(['calls', 'rowsRead', 'rowsChanged', 'rowsDropped'] as const).flatMap((id) => [
            <dt key={id}>{health.runColumns[id]}</dt>,
            <dd key={`${id}.`}>{format.count(run[id])}</dd>,
          ])}
        </dl>
      </section>
      <section className={css['part']}>
        <h3>{run.failures.length > 0 ? health.failuresOf(run.failures.length) : health.runColumns.failures}</h3>
        {run.failures.length === 0 ? <p className={css['faint']}>{health.noFailures}</p> : null}
        <ul className={css['failures']}>
          {run.failures.map((failure, index) => (
            <li key={`${failure.accountId}:${failure.code}:${index}`}>
              <strong>{failure.accountName === null ? health.wholeRun : <Name>{failure.accountName}</Name>}</strong>
              <p data-text>{sentence(failure)}</p>
              <NextStep failure={failure} />
            </li>
          ))}
        </ul>
      </section>
    </Inspector>
  )
}

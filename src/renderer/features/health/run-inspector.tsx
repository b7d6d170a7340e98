import type { ReactElement } from 'react'
import type { SyncFailure, SyncRun } from '../../../shared/domain/connection.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import figures from '../../ui/figures.module.css'
import { Inspector } from '../../ui/inspector.tsx'
import { useView } from '../../stores/view.ts'
import css from './health.module.css'
import { NextStep } from './next-step.tsx'
import { Outcome, Took } from './runs.tsx'

/** Accounts that are named before the rest is counted. */
const NAMED = 8

interface Same {
  readonly text: string
  readonly first: SyncFailure
  readonly names: readonly string[]
}

/** What failed for the same reason is said once, with everybody it is about. */
export const failuresBySentence = (
  failures: readonly SyncFailure[],
  sentence: (failure: SyncFailure) => string,
): readonly Same[] =>
  [...Map.groupBy(failures, sentence)].flatMap(([text, same]) => {
    const [first] = same
    return first ? [{ text, first, names: same.flatMap(({ accountName }) => accountName ?? []) }] : []
  })

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
          {failuresBySentence(run.failures, sentence).map(({ text, first, names }) => (
            <li key={text}>
              <strong>
                {names.length === 0 ? (
                  health.wholeRun
                ) : (
                  <bdi>
                    {format.list(names.slice(0, NAMED))}
                    {names.length > NAMED ? ` ${health.moreFailures(names.length - NAMED)}` : ''}
                  </bdi>
                )}
              </strong>
              <p data-text>{text}</p>
              <NextStep failure={first} />
            </li>
          ))}
        </ul>
      </section>
    </Inspector>
  )
}

import { Building2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { KINDS } from '../../../shared/domain/upkeep.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { RefreshButton } from '../../ui/freshness.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { LimitMeter, limitKey } from '../../ui/limits.tsx'
import { Banner } from '../../ui/states.tsx'
import type { AccountLine } from './account-state.ts'
import { ageOf } from './account-state.ts'
import { StateBadge } from './columns.tsx'
import css from './health.module.css'
import { NextStep } from './next-step.tsx'

const Lists = ({ line }: { readonly line: AccountLine }): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  return (
    <table className={css['ages']}>
      <thead>
        <tr>
          <th scope="col">{health.list}</th>
          <th scope="col">{health.count}</th>
          <th scope="col">{health.age}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{health.figuresToday}</th>
          <td />
          <td>{line.figuresAt === null ? health.neverRead : <Age at={line.figuresAt} />}</td>
          <td />
        </tr>
        {KINDS.map((kind) => {
          const found = ageOf(line, kind)
          const at = found?.fetchedAt ?? null
          return (
            <tr key={kind}>
              <th scope="row">{health.kinds[kind]}</th>
              <td>{at === null || kind === 'accounts' ? '' : format.count(found?.count)}</td>
              <td>{at === null ? health.neverRead : <Age at={at} />}</td>
              <td>
                <RefreshButton kind={kind} accountId={kind === 'accounts' ? null : line.accountId} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** How the data of one account stands, with what can be done about it. */
export const AccountInspector = ({ line }: { readonly line: AccountLine }): ReactElement => {
  const strings = useStrings()
  const { health } = strings
  const format = useFormat()
  const sentence = useSentence()
  const { failing, suspectDays } = line
  return (
    <Inspector
      title={line.name}
      subtitle={line.accountId}
      footer={
        <Button
          size="small"
          icon={<Building2 />}
          data-inspector-first
          onClick={() => useView.getState().go('accounts', { kind: 'account', id: line.accountId })}
        >
          {health.openAccount}
        </Button>
      }
    >
      <section className={css['part']}>
        <StateBadge line={line} />
        {failing ? (
          <>
            <Banner meaning="bad" actions={<NextStep failure={failing.failure} />}>
              {sentence(failing.failure)}
            </Banner>
            <p className={css['faint']}>
              {health.runKinds[failing.run.kind]} · <Age at={failing.run.endedAt ?? failing.run.startedAt} />
            </p>
          </>
        ) : (
          <p className={css['faint']}>{health.failureNone}</p>
        )}
      </section>
      <section className={css['part']}>
        <h3>{health.freshness}</h3>
        <Lists line={line} />
        <p className={css['line']}>
          <span className={css['faint']}>{health.historySince}</span>
          <span>{line.since === null ? health.historyNone : format.fullDay(line.since)}</span>
        </p>
      </section>
      <section className={css['part']}>
        <h3>{health.suspectTitle}</h3>
        {suspectDays.length === 0 ? (
          <p className={css['faint']}>{health.suspectNone}</p>
        ) : (
          <>
            <p>{health.suspectText(suspectDays.length)}</p>
            <p className={css['days']}>{format.list(suspectDays.map((day) => format.day(day)))}</p>
          </>
        )}
        {line.partial ? <Banner meaning="warn">{health.partialText}</Banner> : null}
      </section>
      <section className={css['part']}>
        <h3>{health.limitsTitle}</h3>
        {line.limits.length === 0 ? <p className={css['faint']}>{strings.shell.limitNothing}</p> : null}
        {line.limits.map((reading) => (
          <LimitMeter key={limitKey(reading)} reading={reading} label={line.name} />
        ))}
      </section>
    </Inspector>
  )
}

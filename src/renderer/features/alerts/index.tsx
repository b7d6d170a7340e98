import { BellOff } from 'lucide-react'
import type { ReactElement } from 'react'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Room } from '../../ui/room.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { MICROS } from '../../../shared/domain/money.ts'
import { AlertItem } from './alert-item.tsx'
import css from './alerts.module.css'

const EVENTS = ['alerts.changed'] as const

const Rule = (): ReactElement | null => {
  const { alerts } = useStrings()
  const format = useFormat()
  const rules = useServer('alerts.rules', () => call('alerts.rules'), EVENTS)
  const rule = rules.value?.find(({ kind }) => kind === 'spendWithoutResult')
  if (!rule) return null
  return (
    <div className={css['rule']}>
      <p>
        {rule.enabled
          ? alerts.rule(
              format.share(rule.openShare),
              format.decimal(rule.minimumSpend / MICROS),
              format.share(rule.resolveShare),
            )
          : alerts.ruleOff}
      </p>
      <Button size="small" onClick={() => useView.getState().go('settings')}>
        {alerts.changeRule}
      </Button>
    </div>
  )
}

export const AlertsRoom = (): ReactElement => {
  const { alerts } = useStrings()
  const { value, failure, refresh } = useServer('alerts.list', () => call('alerts.list'), EVENTS)
  return (
    <Room
      title={alerts.title}
      note={value && value.open.length > 0 ? alerts.openCount(value.open.length) : null}
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
      page
    >
      <Rule />
      {value ? (
        <>
          {value.open.length > 0 ? (
            <ul className={css['list']} aria-label={alerts.open}>
              {value.open.map((alert) => (
                <AlertItem key={alert.id} alert={alert} />
              ))}
            </ul>
          ) : (
            <Empty icon={<BellOff />} title={alerts.emptyTitle}>
              {alerts.emptyText}
            </Empty>
          )}
          <h2 className={css['heading']}>{alerts.resolved}</h2>
          {value.resolved.length > 0 ? (
            <ul className={css['list']} aria-label={alerts.resolved}>
              {value.resolved.map((alert) => (
                <AlertItem key={alert.id} alert={alert} />
              ))}
            </ul>
          ) : (
            <p className={css['faint']}>{alerts.noResolved}</p>
          )}
        </>
      ) : failure ? null : (
        <Skeleton lines={8} height="40px" />
      )}
    </Room>
  )
}

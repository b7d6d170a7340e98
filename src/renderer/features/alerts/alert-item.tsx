import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Alert } from '../../../shared/domain/alerts.ts'
import { call } from '../../api.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/figure.tsx'
import { Badge } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './alerts.module.css'
import { evidenceText } from './evidence-text.ts'

const openObject = (alert: Alert): void => {
  const view = useView.getState()
  if (alert.objectId === null) {
    view.setTab('health', alert.kind === 'syncFailing' ? 'sync' : 'connection')
    view.go('health')
  } else view.go('campaigns', { kind: 'campaign', id: alert.objectId })
}

export const AlertItem = ({ alert }: { readonly alert: Alert }): ReactElement => {
  const strings = useStrings()
  const { alerts, common } = strings
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const isCurrent = useView(({ selected }) => selected?.kind === 'alert' && selected.id === alert.id)
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])

  const acknowledge = (): void => {
    setBusy(true)
    call('alerts.acknowledge', { id: alert.id })
      .catch(say.failed)
      .finally(() => setBusy(false))
  }
  const isResolved = alert.resolvedAt !== null

  return (
    <li ref={element} className={css['alert']} data-current={isCurrent}>
      <div>
        <Badge meaning={isResolved ? 'neutral' : alert.severity} icon>
          {common.severities[alert.severity]}
        </Badge>
      </div>
      <div className={css['words']}>
        <div className={css['what']}>
          <span>{alerts.kinds[alert.kind]}</span>
          {alert.objectName !== null ? <Name>{alert.objectName}</Name> : null}
        </div>
        <p data-text>{evidenceText(strings, format, alert)}</p>
        <div className={css['facts']}>
          {alert.accountName !== null ? <Name>{alert.accountName}</Name> : null}
          <span>
            {alerts.opened} <Age at={alert.openedAt} />
          </span>
          {alert.evidence.kind === 'spendWithoutResult' && !isResolved ? (
            <span>
              {alerts.figuresFrom} <Age at={alert.evidence.asOf} />
            </span>
          ) : null}
          {isResolved ? (
            <span className={css['resolved']}>
              {alerts.resolvedAt} <Age at={alert.resolvedAt} />
              {alert.resolution ? ` · ${alerts.resolutions[alert.resolution]}` : null}
            </span>
          ) : null}
        </div>
      </div>
      <div className={css['risk']}>
        {alert.currency !== null ? (
          <>
            <strong>{format.money(alert.atRisk, alert.currency)}</strong>
            <span className={css['faint']}>{alerts.atRisk}</span>
          </>
        ) : null}
      </div>
      <div className={css['actions']}>
        {isResolved ? null : alert.acknowledgedAt === null ? (
          <Button size="small" busy={busy} icon={<Check />} onClick={acknowledge}>
            {alerts.acknowledge}
          </Button>
        ) : (
          <Badge meaning="good" icon>
            {alerts.acknowledged}
          </Badge>
        )}
        <Button size="small" onClick={() => openObject(alert)}>
          {alert.objectId === null ? alerts.openSettings : alerts.openCampaign}
        </Button>
      </div>
    </li>
  )
}

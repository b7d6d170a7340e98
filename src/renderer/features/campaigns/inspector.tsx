import { ExternalLink, Pause, Pencil, Play, Settings2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { CampaignDetail } from '../../../shared/contract/figures.ts'
import { CORE } from '../../../shared/domain/metrics.ts'
import { periodKey } from '../../../shared/domain/periods.ts'
import { isUnderWay } from '../../../shared/domain/edits.ts'
import type { Change } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import { useLocked, useTerms } from '../../stores/edit-terms.ts'
import { useOnScreen } from '../../stores/on-screen.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Breakdown } from '../../ui/breakdown.tsx'
import { Button } from '../../ui/button.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { BEYOND_CORE } from '../../ui/beyond-core.ts'
import { Name } from '../../ui/figure.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import figures from '../../ui/figures.module.css'
import { Inspector } from '../../ui/inspector.tsx'
import { CampaignStatus } from '../../ui/marks.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { Restatements } from '../../ui/restatements.tsx'
import { Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { WaitingEdits } from '../../ui/waiting-edits.tsx'
import { WhyDifferent } from '../../ui/why-different.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Attribution } from './attribution.tsx'
import css from './campaigns.module.css'
import { EditDialog } from './edit-later.tsx'
import { StatusDialog } from './status-dialog.tsx'
import { useEdit } from './use-edit.ts'
import { useEditKeys } from './use-edit-keys.ts'
import { ObjectDetails, useObjectRow } from './object-details.tsx'
import { ObjectMenu } from './object-menu.tsx'
import { objectiveText } from '../../ui/table-words.ts'

const DETAIL_EVENTS = ['figures.changed', 'edits.changed'] as const

interface DetailProps {
  readonly detail: CampaignDetail
  /** Its attribution windows are asked for at once. */
  readonly byWindow: boolean
  readonly infos: FigureInfos
}

const Detail = ({ detail, byWindow, infos }: DetailProps): ReactElement => {
  const strings = useStrings()
  const { campaigns, metrics, health } = strings
  const format = useFormat()
  const say = useSay()
  const { row, range } = detail
  const { make, busy, isHeld } = useEdit()
  const asRow = useObjectRow('campaign', row.id, infos).value?.rows[0]
  const zone = useAccounts().value?.rows.find(({ id }) => id === row.accountId)?.zone
  useOnScreen('campaign', [row.accountId])
  const [dialog, setDialog] = useState<'status' | 'budget' | 'edit' | null>(null)
  const terms = useTerms(row.accountId)
  const locked = useLocked(terms)
  const canToggle =
    locked === undefined && !isUnderWay(row.pending) && !busy && (row.status === 'ACTIVE' || row.status === 'PAUSED')
  const canEdit =
    locked === undefined && !isUnderWay(row.pending) && !busy && (row.status === 'ACTIVE' || row.status === 'PAUSED')
  useEditKeys({
    KeyP: canToggle ? () => setDialog('status') : null,
    KeyE: canEdit ? () => setDialog('edit') : null,
  })

  const close = (): void => setDialog(null)
  const onMake = (change: Change, reason: string, confirmed: string): void => {
    void make(row, change, reason, confirmed).then((isMade) => isMade && close())
  }

  return (
    <Inspector
      title={row.name}
      subtitle={
        <>
          <Name>{row.accountName}</Name>
          {objectiveText(strings, row.objective)} · {row.id}
        </>
      }
      footer={
        <>
          <Button
            size="small"
            icon={<ExternalLink />}
            onClick={() => {
              call('app.openLink', { link: 'adsManager', accountId: row.accountId, objectId: row.id }).catch(say.failed)
            }}
          >
            {campaigns.openInAdsManager}
          </Button>
          <WhyDifferent accountId={row.accountId} objectId={row.id} metric="spend" />
        </>
      }
    >
      <section className={css['section']}>
        <div className={css['state']}>
          <CampaignStatus status={row.effectiveStatus} />
          {row.status === 'ACTIVE' || row.status === 'PAUSED' ? (
            <Button
              size="small"
              busy={busy || row.pending === 'posting'}
              disabled={locked !== undefined || row.pending === 'unknown'}
              title={locked}
              icon={row.status === 'ACTIVE' ? <Pause /> : <Play />}
              aria-keyshortcuts="P"
              data-inspector-first
              onClick={() => setDialog('status')}
            >
              {row.status === 'ACTIVE' ? campaigns.pause : campaigns.start}
            </Button>
          ) : null}
          {row.status === 'ACTIVE' || row.status === 'PAUSED' ? (
            <Button
              size="small"
              icon={<Settings2 />}
              disabled={!canEdit}
              title={locked}
              aria-keyshortcuts="E"
              onClick={() => setDialog('edit')}
            >
              {strings.editing.edit}
            </Button>
          ) : null}
          <ObjectMenu level="campaign" id={row.id} status={row.status} />
        </div>
        <div className={css['state']}>
          <span>
            {row.budget
              ? `${row.budget.kind === 'daily' ? campaigns.dailyBudget : campaigns.lifetimeBudget}: ${format.money(row.budget.amount, row.currency)}`
              : campaigns.onAdSetsLong}
          </span>
          {row.budget !== null && (row.status === 'ACTIVE' || row.status === 'PAUSED') ? (
            <Button
              size="small"
              icon={<Pencil />}
              disabled={!canEdit}
              title={locked}
              onClick={() => setDialog('budget')}
            >
              {campaigns.editBudget}
            </Button>
          ) : null}
        </div>
        <ReadOnlyBanner policy={terms} accountId={row.accountId} />
        {row.pending && isUnderWay(row.pending) ? (
          <Banner meaning={row.pending === 'posting' ? 'info' : 'warn'}>{strings.sets.marks[row.pending]}</Banner>
        ) : null}
        {row.partial ? <Banner meaning="warn">{metrics.partial}</Banner> : null}
      </section>
      <WaitingEdits objectId={row.id} />
      <section className={css['section']}>
        <h3 className={css['heading']}>
          <span>
            {campaigns.figures} · {format.range(range.since, range.until)}
          </span>
          <Age at={row.asOf} />
        </h3>
        <dl className={figures['list']}>
          {[...CORE, ...BEYOND_CORE.filter((id) => row.figures[id])].flatMap((id) => [
            <dt key={id} title={metrics.hints[id]}>
              {metrics.fullNames[id]}
            </dt>,
            <dd key={`${id}.`} data-text>
              {format.metricFull(id, row.figures[id], row.currency)}
              {id === 'results' && row.resultType && row.figures.results !== null
                ? ` · ${metrics.resultTypes[row.resultType]}`
                : null}
            </dd>,
          ])}
          {infos.all.flatMap((info, at) =>
            info.formula === null
              ? []
              : [
                  <dt key={info.id} title={info.hint}>
                    {info.fullName}
                  </dt>,
                  <dd key={`${info.id}.`} data-text>
                    {format.figureFull(info.unit, asRow?.values[at] ?? null, row.currency)}
                  </dd>,
                ],
          )}
        </dl>
      </section>
      <section className={css['section']}>
        <ChartPanel key={row.id} level="campaign" objects={[row]} storageKey="inspector" height={132} />
      </section>
      {zone === undefined ? null : <Breakdown key={`breakdown ${row.id}`} id={row.id} zone={zone} />}
      <Attribution key={`windows ${row.id} ${byWindow}`} row={row} open={byWindow} />
      {asRow?.object ? <ObjectDetails level="campaign" object={asRow.object} currency={row.currency} /> : null}
      <section className={css['section']}>
        <h3 className={css['heading']}>{strings.timeline.title}</h3>
        <Timeline key={`timeline ${row.id}`} accountId={row.accountId} currency={row.currency} objectId={row.id} />
      </section>
      <section className={css['section']}>
        <h3 className={css['heading']} title={health.restatedHint}>
          {health.restated}
        </h3>
        <Restatements accountId={row.accountId} currency={row.currency} objectId={row.id} />
      </section>
      {dialog === 'status' ? (
        <StatusDialog row={row} busy={busy} isHeld={isHeld} onClose={close} onMake={onMake} />
      ) : dialog === null ? null : (
        <EditDialog
          id={row.id}
          first={
            dialog === 'edit' ? null : { field: row.budget?.kind === 'lifetime' ? 'lifetimeBudget' : 'dailyBudget' }
          }
          onClose={close}
        />
      )}
    </Inspector>
  )
}

/** Everything of the selected campaign. */
export const CampaignInspector = ({
  id,
  byWindow,
  infos,
}: {
  readonly id: string
  readonly byWindow: boolean
  readonly infos: FigureInfos
}): ReactElement => {
  const { campaigns, common } = useStrings()
  const period = useView((state) => state.period)
  const { value, failure, refresh } = useServer(
    `campaigns.get:${id}:${periodKey(period)}`,
    () => call('campaigns.get', { id, period }),
    DETAIL_EVENTS,
  )
  if (value) return <Detail detail={value} byWindow={byWindow} infos={infos} />
  return (
    <Inspector title={failure ? campaigns.gone : common.loading}>
      {failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={14} />}
    </Inspector>
  )
}

import { ExternalLink, Pencil } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { isUnderWay } from '../../../shared/domain/edits.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { TableObject, TablePage, TableRow } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import { useLocked, useTerms } from '../../stores/edit-terms.ts'
import { useOnScreen } from '../../stores/on-screen.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Breakdown } from '../../ui/breakdown.tsx'
import { Button } from '../../ui/button.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { isBeyondCore } from '../../ui/beyond-core.ts'
import { Name } from '../../ui/figure.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import figures from '../../ui/figures.module.css'
import { Inspector } from '../../ui/inspector.tsx'
import { statusMark } from '../../ui/marks.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { Restatements } from '../../ui/restatements.tsx'
import { Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useSay } from '../../ui/toast.tsx'
import { WaitingEdits } from '../../ui/waiting-edits.tsx'
import { WhyDifferent } from '../../ui/why-different.tsx'
import css from './campaigns.module.css'
import { EditDialog } from './edit-later.tsx'
import { ObjectDetails, useObjectRow } from './object-details.tsx'
import { ObjectMenu } from './object-menu.tsx'
import { showObject } from './levels.ts'
import { useEditKeys } from './use-edit-keys.ts'
import { statusText } from '../../ui/table-words.ts'

type Below = Exclude<Level, 'campaign'>

const Parents = ({ object }: { readonly object: TableObject }): ReactElement => {
  const { table } = useStrings()
  const parents = [
    ['campaign', object.campaignId, object.campaignName],
    ['adset', object.adSetId, object.adSetName],
  ] as const
  return (
    <section className={css['section']}>
      <h3 className={css['heading']}>{table.parent}</h3>
      <dl className={css['parents']}>
        <dt>{table.fields.account}</dt>
        <dd>
          <Name>{object.accountName}</Name>
        </dd>
        {parents.flatMap(([level, id, name]) =>
          id === null
            ? []
            : [
                <dt key={level}>{table.names[level]}</dt>,
                <dd key={`${level}.`}>
                  <button type="button" className={css['link']} onClick={() => showObject(level, id)}>
                    <Name>{name ?? id}</Name>
                  </button>
                </dd>,
              ],
        )}
      </dl>
    </section>
  )
}

interface DetailProps {
  readonly level: Below
  readonly row: TableRow
  readonly object: TableObject
  readonly page: TablePage
  readonly infos: FigureInfos
}

const Detail = ({ level, row, object, page, infos }: DetailProps): ReactElement => {
  const strings = useStrings()
  const { campaigns, table, metrics, health } = strings
  const format = useFormat()
  const say = useSay()
  const currency = row.currency ?? 'USD'
  const [isEditing, setEditing] = useState(false)
  const canEdit = object.goneAt === null && (object.status === 'ACTIVE' || object.status === 'PAUSED')
  const terms = useTerms(object.accountId)
  const locked = useLocked(terms)
  useEditKeys({ KeyE: canEdit && locked === undefined ? () => setEditing(true) : null })
  useOnScreen(level, [object.accountId])
  return (
    <Inspector
      title={object.name}
      subtitle={
        <>
          {table.names[level]} · {object.id}
        </>
      }
      footer={
        <>
          <Button
            size="small"
            icon={<ExternalLink />}
            data-inspector-first
            onClick={() => {
              call('app.openLink', {
                link: 'adsManager',
                accountId: object.accountId,
                ...(object.campaignId === null ? {} : { objectId: object.campaignId }),
              }).catch(say.failed)
            }}
          >
            {campaigns.openInAdsManager}
          </Button>
          <WhyDifferent accountId={object.accountId} objectId={object.id} metric="spend" />
        </>
      }
    >
      <section className={css['section']}>
        <div className={css['state']}>
          {statusMark(object.effectiveStatus, statusText(strings, object.effectiveStatus))}
          {canEdit ? (
            <Button
              size="small"
              icon={<Pencil />}
              aria-keyshortcuts="E"
              disabled={locked !== undefined || isUnderWay(object.pending)}
              title={locked}
              onClick={() => setEditing(true)}
            >
              {strings.editing.edit}
            </Button>
          ) : null}
          {object.goneAt === null ? <ObjectMenu level={level} id={object.id} status={object.status} /> : null}
        </div>
        <ReadOnlyBanner policy={terms} accountId={object.accountId} />
        {object.goneAt === null ? null : <Banner meaning="warn">{table.gone}</Banner>}
        {row.partial ? <Banner meaning="warn">{metrics.partial}</Banner> : null}
      </section>
      <WaitingEdits objectId={object.id} />
      <Parents object={object} />
      <section className={css['section']}>
        <h3 className={css['heading']}>
          <span>
            {campaigns.figures}
            {page.range ? ` · ${format.range(page.range.since, page.range.until)}` : null}
          </span>
          <Age at={row.asOf} />
        </h3>
        <dl className={figures['list']}>
          {infos.all.flatMap((info, at) => {
            if (isBeyondCore(info.id) && !row.values[at]) return []
            return [
              <dt key={info.id} title={info.hint}>
                {info.fullName}
              </dt>,
              <dd key={`${info.id}.`} data-text>
                {format.figureFull(info.unit, row.values[at] ?? null, currency)}
                {info.id === 'results' && row.resultType && (row.values[at] ?? null) !== null
                  ? ` · ${metrics.resultTypes[row.resultType]}`
                  : null}
              </dd>,
            ]
          })}
        </dl>
      </section>
      <section className={css['section']}>
        <ChartPanel key={object.id} level={level} objects={[object]} storageKey="inspector" height={132} />
      </section>
      <Breakdown key={`breakdown ${object.id}`} id={object.id} zone={object.zone} />
      <ObjectDetails level={level} object={object} currency={currency} />
      <section className={css['section']}>
        <h3 className={css['heading']}>{strings.timeline.title}</h3>
        <Timeline key={object.id} accountId={object.accountId} currency={currency} objectId={object.id} />
      </section>
      <section className={css['section']}>
        <h3 className={css['heading']} title={health.restatedHint}>
          {health.restated}
        </h3>
        <Restatements accountId={object.accountId} currency={currency} objectId={object.id} />
      </section>
      {isEditing ? <EditDialog id={object.id} first={null} onClose={() => setEditing(false)} /> : null}
    </Inspector>
  )
}

/** Everything that is known of an ad set or an ad. */
export const ObjectInspector = ({
  level,
  id,
  infos,
}: {
  readonly level: Below
  readonly id: string
  readonly infos: FigureInfos
}): ReactElement => {
  const { table, common } = useStrings()
  const { value, failure, refresh } = useObjectRow(level, id, infos)
  const row = value?.rows[0]
  if (value && row?.object) return <Detail level={level} row={row} object={row.object} page={value} infos={infos} />
  return (
    <Inspector title={failure || value ? table.objectGone[level] : common.loading}>
      {failure ? (
        <FailureBanner failure={failure} onRetry={() => void refresh()} />
      ) : value ? null : (
        <Skeleton lines={14} />
      )}
    </Inspector>
  )
}

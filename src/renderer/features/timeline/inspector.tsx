import type { ReactElement, ReactNode } from 'react'
import { isLevel } from '../../../shared/domain/objects.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import type { ChangeEntry, TimelineEntry } from '../../../shared/domain/timeline.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { changedText, changeLine, ownEdit, reasonText, valueText, whatText } from '../../ui/entry-text.ts'
import { Name } from '../../ui/figure.tsx'
import figures from '../../ui/figures.module.css'
import { Inspector } from '../../ui/inspector.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import { Badge } from '../../ui/states.tsx'
import { byText } from './columns.tsx'
import css from './timeline.module.css'

interface ChangeProps {
  readonly entry: ChangeEntry
  readonly currency: string
  readonly zone: string | undefined
}

const Change = ({ entry, currency, zone }: ChangeProps): ReactElement => {
  const strings = useStrings()
  const { timeline } = strings
  const format = useFormat()
  const { change } = entry
  const side = (name: 'before' | 'after'): ReactElement =>
    change.kind === 'targeting' ? (
      <dd>
        <pre className={css['json']} data-text>
          {JSON.stringify(change[name], null, 2)}
        </pre>
      </dd>
    ) : (
      <dd data-text>{valueText(strings, format, change, name, currency, zone)}</dd>
    )
  return (
    <>
      <dt>{timeline.before}</dt>
      {side('before')}
      <dt>{timeline.after}</dt>
      {side('after')}
      {zone !== undefined && (change.kind === 'startsAt' || change.kind === 'endsAt') ? (
        <>
          <dt />
          <dd>{strings.editing.byZone(zone)}</dd>
        </>
      ) : null}
    </>
  )
}

interface EntryInspectorProps {
  readonly entry: TimelineEntry
  readonly account: AccountRow | undefined
  /** What can be done about it, before the places it leads to. */
  readonly actions?: ReactNode
  /** Said first. */
  readonly lead?: ReactNode
  /** Terms and what they are, after what it was changed to. */
  readonly facts?: ReactNode
}

/** One entry in full: what it was before and after, who did it, why, and who tells of it. */
export const EntryInspector = ({ entry, account, actions, lead, facts }: EntryInspectorProps): ReactElement => {
  const strings = useStrings()
  const { timeline, edits, silent } = strings
  const format = useFormat()
  const sentence = useSentence()
  const currency = account?.currency ?? 'USD'
  const zone = account?.zone
  const own = ownEdit(entry)
  const beside = entry.kind === 'change' ? entry.beside : null
  const editId = own?.id ?? beside?.id ?? null
  const object = isLevel(entry.level) && entry.objectId !== null ? { kind: entry.level, id: entry.objectId } : null
  const application = entry.kind === 'change' || entry.kind === 'event' ? entry.application : null
  const { go } = useView.getState()
  const summary = entry.kind === 'change' ? '' : changedText(strings, format, entry, currency, zone)
  return (
    <Inspector
      title={whatText(strings, entry)}
      subtitle={
        <span data-text>
          {timeline.levels[entry.level]}{' '}
          <Name>{entry.objectName ?? entry.objectId ?? account?.name ?? timeline.noOne}</Name>
        </span>
      }
      footer={
        <>
          {actions}
          {object === null ? null : (
            <Button size="small" data-inspector-first onClick={() => go('campaigns', object)}>
              {timeline.openObject[object.kind]}
            </Button>
          )}
          {editId === null ? null : (
            <Button size="small" data-inspector-first onClick={() => go('edits', { kind: 'edit', id: editId })}>
              {timeline.openEdit}
            </Button>
          )}
          {entry.kind === 'alert' ? (
            <Button
              size="small"
              data-inspector-first
              onClick={() => go('alerts', { kind: 'alert', id: entry.alert.id })}
            >
              {timeline.openAlert}
            </Button>
          ) : null}
          {account ? (
            <Button
              size="small"
              data-inspector-first
              onClick={() => go('accounts', { kind: 'account', id: account.id })}
            >
              {timeline.openAccount}
            </Button>
          ) : null}
        </>
      }
    >
      <section className={css['part']}>
        {lead}
        {summary === '' ? null : (
          <p className={css['summary']} data-text>
            {summary}
          </p>
        )}
        <dl className={figures['list']}>
          <dt>{timeline.at}</dt>
          <dd title={format.exact(entry.at, account?.zone)}>
            {format.fullDateTime(entry.at)} · <Age at={entry.at} />
          </dd>
          {entry.kind === 'change' && entry.notBefore !== null ? (
            <>
              <dt />
              <dd>{timeline.between(format.fullDateTime(entry.notBefore), format.fullDateTime(entry.at))}</dd>
            </>
          ) : null}
          <dt>{timeline.columns.who}</dt>
          <dd data-text>{byText(strings, entry)}</dd>
          {application === null ? null : (
            <>
              <dt>{timeline.through}</dt>
              <dd data-text>{application}</dd>
            </>
          )}
          {entry.kind === 'change' ? <Change entry={entry} currency={currency} zone={zone} /> : null}
          {facts}
          {beside === null ? null : (
            <>
              <dt title={silent.besideHint}>{silent.beside}</dt>
              <dd data-text>{changeLine(strings, format, beside.change, currency, zone)}</dd>
            </>
          )}
          {entry.kind === 'event' && own === null ? (
            <>
              <dt>{timeline.event}</dt>
              <dd data-text>{entry.event}</dd>
            </>
          ) : null}
          {own ? (
            <>
              <dt>{timeline.columns.why}</dt>
              <dd data-text>{reasonText(entry) || edits.noReason}</dd>
              <dt>{timeline.answer}</dt>
              <dd>
                <EditStateMark state={own.state} />
              </dd>
              {own.failure ? (
                <>
                  <dt>{edits.failure}</dt>
                  <dd data-text>{sentence(own.failure)}</dd>
                </>
              ) : null}
              {own.traceId === null ? null : (
                <>
                  <dt>{edits.trace}</dt>
                  <dd data-text>{own.traceId}</dd>
                </>
              )}
            </>
          ) : null}
          {account ? (
            <>
              <dt>{timeline.columns.account}</dt>
              <dd>
                <Name>{account.name}</Name>
              </dd>
            </>
          ) : null}
        </dl>
        {'sources' in entry ? (
          <ul className={css['sources']}>
            {entry.sources.map((source) => (
              <li key={source}>
                <Badge meaning={source === 'seen' ? 'warn' : 'neutral'}>{timeline.sources[source]}</Badge>
                <span>{timeline.sourceHints[source]}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </section>
    </Inspector>
  )
}

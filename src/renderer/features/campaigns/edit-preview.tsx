import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import { spendingOf } from '../../../shared/domain/edit-policy.ts'
import { fateOf } from '../../../shared/domain/edits-preview.ts'
import type { PreviewLine } from '../../../shared/domain/edits-preview.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBands } from '../../ui/account-bands.tsx'
import { AsRead } from '../../ui/age.tsx'
import { changedField, sideText } from '../../ui/changes.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table-types.ts'
import { findingText } from '../../ui/finding-text.ts'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { TypedConfirmation } from '../../ui/typed-confirmation.tsx'
import { problemText } from '../../ui/typed-text.ts'
import css from './campaigns.module.css'
import dialogs from './dialogs.module.css'
import type { Outcome } from './posting.ts'
import type { Previewed } from './use-preview.ts'

interface ColumnsHow {
  readonly strings: Strings
  readonly format: Format
  readonly sentence: (failure: Failure) => string
  /** Names, words and times are read from their start, and need room. */
  readonly isText: boolean
  /** Of a pasted table: what its columns are called. */
  readonly headers: readonly string[] | null
  readonly outcomeOf: (line: PreviewLine) => Outcome | undefined
}

/** What is to be said of a line: how its edit ended, else what is wrong with it or to be known of it. */
const stateText = ({ strings, format, sentence, outcomeOf }: ColumnsHow, line: PreviewLine): string => {
  const { editing, edits, guards } = strings
  const outcome = outcomeOf(line)
  if (outcome?.failure) return sentence(outcome.failure)
  if (outcome) return outcome.state === 'posting' ? editing.posting : edits.states[outcome.state]
  if (line.problem) return problemText(strings, line.problem)
  const { about } = line
  const [worst] = line.findings
  if (about === null || worst === undefined) return ''
  const said = line.findings.map((finding) => findingText(strings, format, finding, about)).join(' ')
  return worst.severity === 'note' ? said : `${guards.severities[worst.severity]}: ${said}`
}

const toneOf = (line: PreviewLine, outcome: Outcome | undefined): string | undefined => {
  if (outcome) return css[outcome.state === 'rejected' ? 'bad' : outcome.state === 'confirmed' ? 'good' : 'quiet']
  const fate = fateOf(line)
  return css[fate === 'out' ? 'bad' : fate === 'confirm' ? 'warn' : 'quiet']
}

const columnsOf = (how: ColumnsHow): readonly Column<PreviewLine>[] => {
  const { strings, format, isText, headers } = how
  const { bulk, paste } = strings.editing
  const placed: readonly Column<PreviewLine>[] =
    headers === null
      ? []
      : [
          {
            id: 'row',
            header: paste.row,
            width: 66,
            align: 'end',
            plain: true,
            cell: ({ place }) => (place === null ? '' : format.count(place.row)),
          },
          {
            id: 'cell',
            header: paste.column,
            width: 130,
            plain: true,
            cell: ({ place, change }) =>
              place === null
                ? ''
                : change
                  ? changedField(strings, change)
                  : place.column === 0
                    ? ''
                    : (headers[place.column - 1] ?? format.count(place.column)),
          },
        ]
  return [
    ...placed,
    {
      id: 'name',
      header: bulk.object,
      width: 190,
      grow: true,
      plain: true,
      title: ({ about }) => (about ? `${about.name}\n${about.accountName}\n${about.objectId}` : undefined),
      cell: ({ about, place }) => <bdi dir="auto">{about?.name ?? (place?.column === 0 ? place.text : '')}</bdi>,
    },
    {
      id: 'before',
      header: bulk.before,
      width: isText ? 200 : 130,
      align: isText ? 'start' : 'end',
      plain: true,
      cell: ({ change, about }) =>
        change && about ? sideText(strings, format, change, 'before', about.currency, about.zone) : '–',
    },
    {
      id: 'after',
      header: bulk.after,
      // A bid strategy is said with its bid.
      width: isText ? (headers === null ? 300 : 220) : 150,
      align: isText ? 'start' : 'end',
      plain: true,
      title: ({ change, about, place }) =>
        change && about ? sideText(strings, format, change, 'after', about.currency, about.zone) : place?.text,
      cell: ({ change, about, place, problem }) =>
        change && about ? (
          <strong>{sideText(strings, format, change, 'after', about.currency, about.zone)}</strong>
        ) : place !== null ? (
          <bdi dir="auto">{place.column === 0 ? '' : place.text}</bdi>
        ) : problem ? (
          '–'
        ) : (
          bulk.unchanged
        ),
    },
    {
      id: 'state',
      header: bulk.state,
      width: 260,
      grow: true,
      plain: true,
      tone: (line) => toneOf(line, how.outcomeOf(line)),
      title: (line) => stateText(how, line) || undefined,
      cell: (line) => stateText(how, line),
    },
  ]
}

const keyOf = ({ about, change, place }: PreviewLine): string =>
  place === null ? `${about?.objectId} ${change?.field}` : `${place.row} ${place.column}`

/** When the oldest of what is shown was read. Null: of some it is not known. */
const oldest = (lines: readonly PreviewLine[]): number | null => {
  let least = Number.POSITIVE_INFINITY
  for (const { about } of lines) {
    if (about === null) continue
    if (about.readAt === null) return null
    least = Math.min(least, about.readAt)
  }
  return least
}

interface EditPreviewProps {
  readonly previewed: Previewed
  readonly isText: boolean
  readonly headers: readonly string[] | null
}

type Shown = 'all' | 'confirm' | 'out'

/** What each value becomes or why it cannot, how old what it is now is, and the tick for what is to be confirmed. */
export const EditPreview = ({ previewed, isText, headers }: EditPreviewProps): ReactElement => {
  const { lines, toConfirm, out, over, typed, setTyped, reason, setReason, outcomeOf } = previewed
  const { isConfirmed, setConfirmed, isBusy } = previewed
  const strings = useStrings()
  const { bulk } = strings.editing
  const format = useFormat()
  const sentence = useSentence()
  const [wanted, setWanted] = useState<Shown>('all')
  const columns = useMemo(
    () => columnsOf({ strings, format, sentence, isText, headers, outcomeOf }),
    [strings, format, sentence, isText, headers, outcomeOf],
  )
  const parts = { all: lines, confirm: toConfirm, out }
  // A part that is empty by now is not looked at.
  const shown = parts[wanted].length > 0 ? wanted : 'all'
  const rows = parts[shown]
  const readAt = useMemo(() => oldest(lines), [lines])
  const accounts = useMemo(() => {
    const names = lines.flatMap(({ about, change }) =>
      about && change ? [[about.accountId, about.accountName] as const] : [],
    )
    return [...new Map(names)].map(([id, name]) => ({ id, name }))
  }, [lines])
  const overLimit = useMemo(() => [...Map.groupBy(over, ({ about }) => about?.accountId ?? '')], [over])
  return (
    <>
      <AccountBands accounts={accounts} short />
      <div className={css['previewHead']}>
        {toConfirm.length + out.length > 0 ? (
          <Segments<Shown>
            label={bulk.show}
            value={shown}
            options={(['all', 'confirm', 'out'] as const)
              .filter((part) => part === 'all' || parts[part].length > 0)
              .map((part) => ({ value: part, label: `${bulk.shown[part]} ${format.count(parts[part].length)}` }))}
            onChange={setWanted}
          />
        ) : null}
        <span className={dialogs['faint']}>
          {Number.isFinite(readAt ?? 0) && lines.length > 0 ? <AsRead at={readAt} /> : null}
        </span>
      </div>
      <div className={css['preview']}>
        <DataTable
          id={headers === null ? 'bulk' : 'paste'}
          label={bulk.preview}
          columns={columns}
          count={rows.length}
          rowAt={(at) => rows[at]}
          keyOf={keyOf}
          question={shown}
          fitted
        />
      </div>
      <ReasonField value={reason} disabled={isBusy} onChange={setReason} />
      {overLimit.map(([id, some]) => (
        <TypedConfirmation
          key={id}
          changes={some.flatMap(({ about, change }) => (about && change ? [spendingOf(change, about.values)] : []))}
          account={{ name: some[0]?.about?.accountName ?? id, currency: some[0]?.about?.currency ?? '' }}
          value={typed[id] ?? ''}
          disabled={isBusy}
          onChange={(text) => setTyped(id, text)}
        />
      ))}
      {toConfirm.length === 0 ? null : (
        <Checkbox
          label={bulk.confirm(toConfirm.length)}
          checked={isConfirmed}
          disabled={isBusy}
          onChange={setConfirmed}
        />
      )}
    </>
  )
}

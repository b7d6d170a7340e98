import {
  ArrowDown,
  ArrowUp,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  ExternalLink,
  LockKeyhole,
  TriangleAlert,
} from 'lucide-react'
import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from 'react'
import { memo } from 'react'
import type { AccountId, AccountRow } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { NOTHING, UNKNOWN } from '../../format.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useNow } from '../../stores/now.ts'
import type { Sort } from '../../stores/view.ts'
import { IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { cx } from '../../ui/cx.ts'
import { Badge } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { healthOf, sourceWords, statusWords, taskWords } from './account-words.ts'
import css from './accounts.module.css'

const COLUMNS = [
  'name',
  'status',
  'sources',
  'zone',
  'currency',
  'amountSpent',
  'balance',
  'spendCap',
  'tasks',
  'id',
  'fetchedAt',
] as const
export type Column = (typeof COLUMNS)[number]
const NUMBERS: readonly Column[] = ['amountSpent', 'balance', 'spendCap', 'fetchedAt']

const HEALTH = { good: CircleCheck, warn: TriangleAlert, bad: CircleAlert, info: CircleHelp } as const

const Status = ({ row }: { readonly row: AccountRow }): ReactElement => {
  const strings = useStrings()
  const say = useSay()
  const format = useFormat()
  const { meaning: health, short, reason } = healthOf(row, strings, format)
  const Icon = HEALTH[health]
  const words = [statusWords(row, strings), short].filter((part) => part !== '').join(': ')
  const payment = row.status === 'UNSETTLED' || row.status === 'IN_GRACE_PERIOD' || row.status === 'PENDING_SETTLEMENT'
  return (
    <span className={css['status']}>
      <Tooltip content={`${words}. ${reason}`}>
        <span className={css['statusWords']} tabIndex={health === 'good' ? undefined : 0}>
          <Icon size={14} className={css[health]} aria-hidden />
          {words}
        </span>
      </Tooltip>
      {payment ? (
        <IconButton
          label={strings.accounts.openBilling}
          icon={<ExternalLink />}
          size="small"
          onClick={() => void call('app.openLink', { link: 'billing', accountId: row.id }).catch(say.failed)}
        />
      ) : null}
    </span>
  )
}

const Sources = ({ row }: { readonly row: AccountRow }): ReactElement => {
  const strings = useStrings()
  return (
    <span className={css['sources']}>
      {row.sources.map((source) => (
        <Badge
          key={source.kind === 'personal' ? 'personal' : `${source.kind}:${source.businessId}`}
          meaning={source.kind === 'client' ? 'info' : 'neutral'}
        >
          {sourceWords(source, strings)}
        </Badge>
      ))}
    </span>
  )
}

/** One time a minute is enough for a clock without seconds. */
const ZoneNow = ({ zone }: { readonly zone: string }): ReactElement => {
  const format = useFormat()
  const now = useNow()
  return (
    <>
      {zone.replaceAll('_', ' ')} <span className={css['dim']}>{format.time(now, zone)}</span>
    </>
  )
}

const ReadAge = ({ row }: { readonly row: AccountRow }): ReactElement => {
  const format = useFormat()
  const now = useNow()
  return <span title={format.exact(row.fetchedAt)}>{format.ago(row.fetchedAt, now)}</span>
}

interface CellProps {
  readonly row: AccountRow
  readonly column: Column
  /** The name can be marked and copied where a click on it does nothing else. */
  readonly openable: boolean
}

const Cell = ({ row, column, openable }: CellProps): ReactNode => {
  const strings = useStrings()
  const format = useFormat()
  switch (column) {
    case 'name':
      return (
        <span className={css['name']} title={row.name} data-text={openable ? undefined : ''}>
          {row.name}
          {row.readOnly ? (
            <span className={css['lock']} title={strings.house.readOnlyAccount}>
              <LockKeyhole size={12} role="img" aria-label={strings.house.readOnly} />
            </span>
          ) : null}
        </span>
      )
    case 'status':
      return <Status row={row} />
    case 'sources':
      return <Sources row={row} />
    case 'currency':
      return row.currency
    case 'zone':
      return <ZoneNow zone={row.zone} />
    case 'amountSpent':
    case 'balance':
      return row[column] === null ? UNKNOWN : format.amount(row[column], row.currency)
    case 'spendCap':
      return row.spendCap === null ? (
        <span className={css['dim']}>{strings.accounts.noCap}</span>
      ) : (
        format.amount(row.spendCap, row.currency)
      )
    case 'tasks':
      return row.tasks === null ? (
        <span title={strings.accounts.tasksUnknown}>{UNKNOWN}</span>
      ) : (
        taskWords(row.tasks, strings) || NOTHING
      )
    case 'id':
      return (
        <span className={css['dim']} data-text>
          {row.id}
        </span>
      )
    case 'fetchedAt':
      return <ReadAge row={row} />
  }
}

interface RowProps {
  readonly row: AccountRow
  readonly selected: boolean
  readonly onSelect: ((id: AccountId) => void) | undefined
  readonly onWatch: (ids: readonly AccountId[], watched: boolean) => void
}

/** Of some hundred rows only those that changed are drawn again. */
const Row = memo(({ row, selected, onSelect, onWatch }: RowProps): ReactElement => {
  const { accounts } = useStrings()
  // A tick or a link in the row does what it says and does not open it too.
  const press = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, [role=checkbox], a')) return
    onSelect?.(row.id)
  }
  return (
    <tr
      className={cx(row.watched && css['watched'], onSelect && css['openable'], selected && css['selected'])}
      aria-current={selected || undefined}
      data-account={row.id}
      onClick={onSelect ? press : undefined}
    >
      <td className={css['tick']}>
        <Checkbox
          label={accounts.watchOne(row.name)}
          hideLabel
          checked={row.watched}
          onChange={(on) => onWatch([row.id], on)}
        />
      </td>
      {COLUMNS.map((column) => (
        <td
          key={column}
          className={cx(column === 'name' && css['nameColumn'], NUMBERS.includes(column) && css['number'])}
        >
          <Cell row={row} column={column} openable={onSelect !== undefined} />
        </td>
      ))}
    </tr>
  )
})

/** Arrows go from tick to tick, so that a long list is worked through without the mouse; Enter opens the account. */
const keysOf =
  (onOpen: ((id: AccountId) => void) | undefined) =>
  (event: KeyboardEvent<HTMLTableElement>): void => {
    const here = document.activeElement
    if (event.key === 'Enter' && onOpen && here?.getAttribute('role') === 'checkbox') {
      const id = here.closest('tr')?.dataset['account']
      if (id === undefined) return
      event.preventDefault()
      onOpen(id)
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const ticks = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="checkbox"]')]
    const at = ticks.findIndex((tick) => tick.closest('tr')?.contains(here))
    if (at < 0) return
    event.preventDefault()
    ticks[Math.min(ticks.length - 1, Math.max(0, at + step))]?.focus()
  }

interface AccountsTableProps {
  readonly rows: readonly AccountRow[]
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly onWatch: (ids: readonly string[], watched: boolean) => void
  readonly selected?: AccountId | null
  /** A press on a row. Absent, as the next: there is nowhere to show an account. */
  readonly onSelect?: (id: AccountId) => void
  /** Enter: the focus goes there too. */
  readonly onOpen?: (id: AccountId) => void
}

export const AccountsTable = ({
  rows,
  sort,
  onSort,
  onWatch,
  selected = null,
  onSelect,
  onOpen,
}: AccountsTableProps): ReactElement => {
  const { accounts } = useStrings()
  const watched = rows.filter((row) => row.watched).length
  return (
    <div className={css['scroll']}>
      <table className={css['table']} onKeyDownCapture={keysOf(onOpen)}>
        <thead>
          <tr>
            <th scope="col" className={css['tick']}>
              <Checkbox
                label={accounts.watchAll}
                hideLabel
                checked={watched === rows.length && rows.length > 0}
                mixed={watched > 0 && watched < rows.length}
                disabled={rows.length === 0}
                onChange={() =>
                  onWatch(
                    rows.map(({ id }) => id),
                    watched < rows.length,
                  )
                }
              />
            </th>
            {COLUMNS.map((column) => {
              const here = sort.by === column
              const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown
              return (
                <th
                  key={column}
                  scope="col"
                  aria-sort={here ? sort.direction : undefined}
                  className={cx(column === 'name' && css['nameColumn'], NUMBERS.includes(column) && css['number'])}
                >
                  <button
                    type="button"
                    title={accounts.sortBy(accounts.columns[column])}
                    onClick={() =>
                      onSort({
                        by: column,
                        direction: here && sort.direction === 'ascending' ? 'descending' : 'ascending',
                      })
                    }
                  >
                    {accounts.columns[column]}
                    {here ? <Arrow size={12} aria-hidden /> : null}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} selected={row.id === selected} onSelect={onSelect} onWatch={onWatch} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

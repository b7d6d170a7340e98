import { z } from 'zod'
import { isZone } from '../../shared/domain/day.ts'
import { AppError } from '../../shared/errors.ts'
import { ACCOUNT_STATUSES, DISABLE_REASONS } from '../../shared/domain/objects.ts'
import type { AccountSource, AccountStatus, AdAccount } from '../../shared/domain/objects.ts'
import type { Micros } from '../../shared/domain/money.ts'
import { microsOfMinor } from './decode/scalars.ts'
import { transportErrorOf } from './errors.ts'
import type { Business, CallOptions, FoundAccounts } from './graph.ts'
import type { Requester } from './request.ts'
import { business, numberOrNull, page, text, textOrNull, texts } from './wire.ts'

const CORE_FIELDS = ['id', 'account_id', 'name', 'account_status', 'currency', 'timezone_name']
const MORE_FIELDS = ['disable_reason', 'amount_spent', 'balance', 'spend_cap', 'user_tasks']
const LIMIT = '100'
/** A person has at most a few hundred; whatever turns in circles ends here. */
const MOST_PAGES = 100

const wireAccount = z.object({
  id: textOrNull,
  account_id: textOrNull,
  name: textOrNull,
  account_status: numberOrNull,
  disable_reason: numberOrNull,
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone_name: text.refine(isZone),
  amount_spent: textOrNull,
  balance: textOrNull,
  spend_cap: textOrNull,
  user_tasks: texts,
})

const statusOf = (status: number | null): AccountStatus =>
  new Map<number, AccountStatus>(Object.entries(ACCOUNT_STATUSES).map(([code, name]) => [Number(code), name])).get(
    status ?? -1,
  ) ?? 'UNKNOWN'

const decodeAccount = (row: unknown, source: AccountSource): AdAccount | null => {
  const checked = wireAccount.safeParse(row)
  if (!checked.success) return null
  const { currency, ...wire } = checked.data
  const digits = /^(?:act_)?(\d{1,25})$/.exec(wire.account_id ?? wire.id ?? '')?.[1]
  if (digits === undefined) return null
  const money = (minor: unknown): Micros | null => {
    const micros = microsOfMinor(minor, currency)
    return Number.isNaN(micros) ? null : micros
  }
  const cap = money(wire.spend_cap)
  return {
    id: `act_${digits}`,
    name: wire.name ?? `act_${digits}`,
    currency,
    zone: wire.timezone_name,
    status: statusOf(wire.account_status),
    disableReason: wire.disable_reason === null ? 'NONE' : (DISABLE_REASONS[wire.disable_reason] ?? 'UNKNOWN'),
    amountSpent: money(wire.amount_spent),
    balance: money(wire.balance),
    spendCap: cap === 0 ? null : cap,
    tasks: wire.user_tasks,
    sources: [source],
  }
}

const sourceKey = (source: AccountSource) =>
  source.kind === 'personal' ? 'personal' : `${source.kind} ${source.businessId}`

/** The same account from several lists: all its sources, and of what only some lists may see, what one of them saw. */
const merge = (accounts: readonly AdAccount[]): AdAccount[] => {
  const byId = new Map<string, AdAccount>()
  for (const account of accounts) {
    const known = byId.get(account.id)
    if (!known) {
      byId.set(account.id, account)
      continue
    }
    const sources = new Map([...known.sources, ...account.sources].map((source) => [sourceKey(source), source]))
    byId.set(account.id, {
      ...known,
      disableReason: known.disableReason === 'NONE' ? account.disableReason : known.disableReason,
      amountSpent: known.amountSpent ?? account.amountSpent,
      balance: known.balance ?? account.balance,
      spendCap: known.spendCap ?? account.spendCap,
      tasks: known.tasks ?? account.tasks,
      sources: [...sources.values()],
    })
  }
  return [...byId.values()]
}

interface ListFound<Row> {
  readonly rows: readonly Row[]
  readonly failure: AppError | null
}

export const createAccounts = ({ requester }: { requester: Requester }) => {
  /** A whole edge. What was read before a failure is kept, and the failure told. */
  const list = async <Row>(
    path: string,
    fields: readonly string[],
    decode: (row: unknown) => Row | null,
    options: CallOptions,
  ): Promise<ListFound<Row>> => {
    const rows: Row[] = []
    let unread = 0
    let after: string | null = null
    try {
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const params = { fields: fields.join(','), limit: LIMIT, ...(after === null ? {} : { after }) }
        const found: z.output<typeof page> = await requester.read({ ...options, method: 'GET', path, params }, page)
        for (const each of found.data) {
          const row = decode(each)
          if (row === null) unread += 1
          else rows.push(row)
        }
        const next: string | null = found.paging?.next ? (found.paging.cursors?.after ?? null) : null
        if (next === null || next === after) break
        after = next
      }
    } catch (error) {
      return { rows, failure: transportErrorOf(error) }
    }
    return { rows, failure: unread > 0 ? new AppError('malformed', { rows: unread }) : null }
  }

  /** Some fields need rights that not everybody has, and one of them fails the whole list: then the core alone is asked for. */
  const accountsOf = async (
    path: string,
    source: AccountSource,
    options: CallOptions,
  ): Promise<ListFound<AdAccount>> => {
    const decode = (row: unknown) => decodeAccount(row, source)
    const full = await list(path, [...CORE_FIELDS, ...MORE_FIELDS], decode, options)
    const code = full.failure?.code
    if (code !== 'permission' && code !== 'metaRejected') return full
    const core = await list(path, CORE_FIELDS, decode, options)
    return core.rows.length >= full.rows.length ? core : full
  }

  const edgesOf = (owner: Business, options: CallOptions) =>
    (['owned', 'client'] as const).map(async (kind) => ({
      name: owner.name,
      ...(await accountsOf(
        `${owner.id}/${kind}_ad_accounts`,
        { kind, businessId: owner.id, businessName: owner.name },
        options,
      )),
    }))

  return async (options: CallOptions): Promise<FoundAccounts> => {
    const decodeBusiness = (row: unknown): Business | null => {
      const checked = business.safeParse(row)
      return checked.success ? { id: checked.data.id, name: checked.data.name ?? checked.data.id } : null
    }
    const [own, businesses] = await Promise.all([
      accountsOf('me/adaccounts', { kind: 'personal' }, options),
      list('me/businesses', ['id', 'name'], decodeBusiness, options),
    ])
    // Nothing at all could be read: that is a failure, not an empty list.
    if (own.failure && businesses.failure && own.rows.length === 0 && businesses.rows.length === 0) throw own.failure
    const ofBusinesses = await Promise.all(businesses.rows.flatMap((each) => edgesOf(each, options)))
    const lists = [
      { name: 'me/adaccounts', ...own },
      { name: 'me/businesses', ...businesses, rows: [] },
      ...ofBusinesses,
    ]
    const failures = new Map<string, { name: string; failure: Error }>()
    for (const { name, failure } of lists) {
      if (failure) failures.set(`${name} ${failure.code}`, { name, failure })
    }
    return { accounts: merge(lists.flatMap(({ rows }) => rows)), failures: [...failures.values()] }
  }
}

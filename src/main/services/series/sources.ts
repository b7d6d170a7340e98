import type { Checked } from '../../../shared/contract/contract.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { AdAccount, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { isOfMoney, makerOf } from '../../../shared/domain/series.ts'
import type { FigureMaker, NoLine } from '../../../shared/domain/series.ts'
import type { FigureId } from '../../../shared/domain/table.ts'

type Question = Checked<'series.query'>

/** What is added up for a line, before a figure is made of it. */
export interface Source {
  /** Of an account too; null: what several accounts make together. */
  readonly objectId: ObjectId | null
  /** Null: of several. */
  readonly currency: Currency | null
  /** `objectId` null: the account. */
  readonly parts: readonly { readonly account: AdAccount; readonly objectId: ObjectId | null }[]
}
/** A line that is to be made. */
export interface Planned {
  readonly source: Source
  readonly figure: FigureId
  readonly maker: FigureMaker | NoLine
}
export interface Plan {
  /** Whose readings say what is known: campaigns for accounts. */
  readonly level: Level
  readonly lines: readonly Planned[]
  /** Each once. */
  readonly sources: readonly Source[]
  /** Each once; the first one's calendar says where weeks and months begin. */
  readonly accounts: readonly AdAccount[]
}

const together = (accounts: readonly AdAccount[], currency: Currency | null): Source => ({
  objectId: null,
  currency,
  parts: accounts.map((account) => ({ account, objectId: null })),
})

/** Accounts of one currency together, those of the most accounts first. */
const byCurrency = (accounts: readonly AdAccount[]): Source[] =>
  [...Map.groupBy(accounts, ({ currency }) => currency)]
    .sort(([a, of], [b, other]) => other.length - of.length || (a < b ? -1 : 1))
    .map(([currency, some]) => together(some, currency))

/** Lines in the order of figures, then objects. What is not watched is left out. */
export const planOf = (
  { of, figures, formulas }: Pick<Question, 'of' | 'figures' | 'formulas'>,
  watched: readonly AdAccount[],
): Plan => {
  const single = (id: ObjectId, accountId: string, objectId: ObjectId | null): Source[] => {
    const account = watched.find((each) => each.id === accountId)
    return account ? [{ objectId: id, currency: account.currency, parts: [{ account, objectId }] }] : []
  }
  const chosen =
    of.kind === 'total' ? watched.filter(({ id }) => of.accountIds.length === 0 || of.accountIds.includes(id)) : []
  const sources =
    of.kind === 'total'
      ? byCurrency(chosen)
      : of.kind === 'accounts'
        ? of.accountIds.flatMap((id) => single(id, id, null))
        : of.objects.flatMap(({ id, accountId }) => single(id, accountId, id))
  // What is no money adds up over currencies too.
  const all = sources.length > 1 && of.kind === 'total' ? together(chosen, null) : null
  const lines = figures.flatMap((figure) => {
    const maker = makerOf(figure, formulas)
    const whole = all !== null && (typeof maker === 'string' || !isOfMoney(maker)) ? [all] : sources
    return whole.map((source) => ({ source, figure, maker }))
  })
  return {
    level: of.kind === 'objects' ? of.level : 'campaign',
    lines,
    sources: [...new Set(lines.map(({ source }) => source))],
    accounts: [...new Set(sources.flatMap(({ parts }) => parts.map(({ account }) => account)))],
  }
}

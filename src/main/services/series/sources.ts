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
  /** What amounts are in. */
  readonly currency: Currency
  /** Accounts have several currencies, and something of money is drawn. */
  readonly converts: boolean
}

const together = (accounts: readonly AdAccount[]): Source => ({
  objectId: null,
  parts: accounts.map((account) => ({ account, objectId: null })),
})

/** Lines in the order of figures, then objects. What is not watched is left out. Amounts of several currencies, or not of the one asked for, are in `reporting`. */
export const planOf = (
  { of, figures, formulas, currency: wanted }: Pick<Question, 'of' | 'figures' | 'formulas' | 'currency'>,
  watched: readonly AdAccount[],
  reporting: Currency,
): Plan => {
  const single = (id: ObjectId, accountId: string, objectId: ObjectId | null): Source[] => {
    const account = watched.find((each) => each.id === accountId)
    return account ? [{ objectId: id, parts: [{ account, objectId }] }] : []
  }
  const chosen =
    of.kind === 'total' ? watched.filter(({ id }) => of.accountIds.length === 0 || of.accountIds.includes(id)) : []
  const sources =
    of.kind === 'total'
      ? chosen.length > 0
        ? [together(chosen)]
        : []
      : of.kind === 'accounts'
        ? of.accountIds.flatMap((id) => single(id, id, null))
        : of.objects.flatMap(({ id, accountId }) => single(id, accountId, id))
  const accounts = [...new Set(sources.flatMap(({ parts }) => parts.map(({ account }) => account)))]
  const currencies = [...new Set(accounts.map(({ currency }) => currency))]
  const makers = figures.map((figure) => ({ figure, maker: makerOf(figure, formulas) }))
  const hasMoney = makers.some(({ maker }) => typeof maker !== 'string' && isOfMoney(maker))
  const converts =
    hasMoney && (currencies.length > 1 || (wanted !== undefined && currencies.some((own) => own !== wanted)))
  return {
    level: of.kind === 'objects' ? of.level : 'campaign',
    lines: makers.flatMap((made) => sources.map((source) => ({ source, ...made }))),
    sources,
    accounts,
    currency: converts ? reporting : (currencies[0] ?? reporting),
    converts,
  }
}

import type { Failure } from '../../../shared/errors.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import type { Scope } from '../../../shared/domain/connection.ts'
import type { Params } from '../request.ts'

/**
 * What a kind of object of Meta's is to us: which fields are asked for, and how a row becomes ours. A list or a single
 * read (`list.ts`, `get.ts`) works from this alone.
 */

/** A scope of the token, or a task that the person must have in the account. */
export type Right = Scope | 'MANAGE'

/** Meta's name of it, with `{…}` where parts of it are wanted. */
export type Field = string | { readonly field: string; readonly needs: Right }

/** Known of every row that is decoded. */
export interface Asked {
  /** Fields that were not asked for this time: what is missing there is unknown and not empty. */
  readonly without: ReadonlySet<string>
}
export interface InAccount {
  readonly accountId: AccountId
}
/** Money of nodes is in minor units of the account's currency. */
export interface InCurrency extends InAccount {
  readonly currency: Currency
}

export interface Node<T, In extends object = object> {
  /** For logs and failures. */
  readonly name: string
  /** Without these a row says nothing: they are always asked for. */
  readonly core: readonly string[]
  /** One that is refused, or whose right is missing, is left out. */
  readonly more: readonly Field[]
  /** Beside the fields, for every reading of it. */
  readonly params?: Params
  /** Null: the row cannot be understood. Never throws. */
  decode(row: unknown, context: In & Asked): T | null
  /** Where many of them can be had by id in one call: the edge of an account, and what to filter it by. */
  readonly filteredBy?: { readonly edge: string; readonly field: string; idOf(item: T): string }
}

export interface Edge<T, In extends object = object> {
  /** After its parent's id in the address. */
  readonly name: string
  readonly node: Node<T, In>
  /** Rows asked for at once; none: the edge is not paged. */
  readonly page?: number
  readonly params?: Params
}

/** A field that was not asked for, and Meta's reason. */
export interface LeftOut {
  readonly field: string
  readonly why: Failure
}

export const fieldOf = (field: Field): string => (typeof field === 'string' ? field : field.field)

/** `funding_source_details{id,type}` is called `funding_source_details`. */
export const nameOf = (field: Field): string => fieldOf(field).split(/[.{]/)[0] ?? ''

/** The `fields` to ask for. */
export const fieldsOf = ({ core, more }: Node<unknown, never>, without: ReadonlySet<string>): string =>
  [...core, ...more.filter((field) => !without.has(nameOf(field))).map(fieldOf)].join(',')

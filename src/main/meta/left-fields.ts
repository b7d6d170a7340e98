import type { Instant } from '../../shared/domain/day.ts'
import { failureOf } from '../../shared/errors.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Clock } from '../ports.ts'
import type { Problem } from './ask.ts'
import { verdictOf } from './errors.ts'
import { fieldOf, nameOf } from './nodes/node.ts'
import type { LeftOut, Node } from './nodes/node.ts'

/** A right may have been given and a version may have changed by then. */
const AGAIN_MS = 24 * 3_600_000

const NAMED = [
  /nonexist\w* field \((\w+)\)/i,
  /\b(\w+) is not valid for fields param/i,
  /\bunknown fields?:? ['"(]?(\w+)/i,
]

/**
 * Fields of `node` still asked for that this refusal is about: those it names, or those that need the right it names, or
 * any right, and when it names nothing at last all that can be left out. None: it is about something else.
 */
const refusedFields = ({ more }: Node<unknown, never>, without: ReadonlySet<string>, { error }: Problem): string[] => {
  if (error === null) return []
  const verdict = verdictOf(error).error
  const permission = verdict === 'permission'
  if (!permission && (error.code !== 100 || verdict !== 'metaRejected')) return []
  const asked = more.filter((field) => !without.has(nameOf(field)))
  const word = NAMED.map((pattern) => pattern.exec(error.message)?.[1]).find((each) => each !== undefined)
  // A part of a field, as in `creative{thumbnail_url}`, takes the whole with it.
  if (word !== undefined) return asked.filter((field) => fieldOf(field).split(/\W+/).includes(word)).map(nameOf)
  const needy = permission ? asked.flatMap((field) => (typeof field === 'string' ? [] : [field])) : []
  const byRight = needy.filter(({ needs }) => new RegExp(`\\b${needs}\\b`).test(error.message))
  return [byRight, needy, asked].find((fields) => fields.length > 0)?.map(nameOf) ?? []
}

/** Which fields are not asked for, and why; of one list or of one node's readings. */
export type Left = ReadonlyMap<string, Failure>

export const leftOut = (left: Left): readonly LeftOut[] => [...left].map(([field, why]) => ({ field, why }))

export interface LeftFields {
  of(key: string): Left
  /** After a call without them came out well: only then was it they who were refused. */
  keep(key: string, left: Left): void
}

/** What was refused once is not asked for again for a day, each edge and account for itself. */
export const createLeftFields = ({ clock }: { clock: Clock }): LeftFields => {
  const kept = new Map<string, Map<string, { readonly why: Failure; readonly until: Instant }>>()
  return {
    of(key) {
      const fields = [...(kept.get(key) ?? [])].filter(([, { until }]) => until > clock.now())
      return new Map(fields.map(([field, { why }]) => [field, why]))
    },
    keep(key, left) {
      const known = kept.get(key)
      const now = clock.now()
      const fields = [...left].map(([field, why]) => {
        const before = known?.get(field)
        return [field, before && before.until > now ? before : { why, until: now + AGAIN_MS }] as const
      })
      if (fields.length > 0) kept.set(key, new Map(fields))
      else kept.delete(key)
    },
  }
}

/** `left` and what this problem adds to it; null when leaving fields out does not help. */
export const leavingMore = (node: Node<unknown, never>, left: Left, problem: Problem): Left | null => {
  const fields = refusedFields(node, new Set(left.keys()), problem)
  if (fields.length === 0) return null
  const why = failureOf(problem.failure)
  return new Map([...left, ...fields.map((field) => [field, why] as const)])
}

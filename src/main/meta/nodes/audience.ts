import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { JsonFields } from '../../../shared/domain/json.ts'
import { isJsonFields } from '../../../shared/domain/json.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import { isFields } from '../decode/scalars.ts'
import { flag, id, jsonFields, lenient, needed, seconds, signed, text, understood, whole } from './lenient.ts'
import type { Edge, InAccount, Node } from './node.ts'

/** Meta's numbers mean many things; its own words go to people. */
export interface AudienceState {
  readonly code: number
  readonly words: string
}

export interface Audience {
  readonly id: ObjectId
  readonly accountId: AccountId
  readonly name: string
  readonly description: string | null
  /** Meta's own word: CUSTOM, WEBSITE, LOOKALIKE … */
  readonly subtype: string | null
  /** People in it, roughly, from and to; null: Meta does not say (an inactive lookalike has -1). */
  readonly size: { readonly from: number; readonly to: number } | null
  /** Whether ads can be shown to it: `small` has too few people. Null: not known. */
  readonly delivery: (AudienceState & { readonly kind: 'ready' | 'small' | 'unusable' | 'UNKNOWN' }) | null
  /** How filling it goes. */
  readonly operation:
    | (AudienceState & { readonly kind: 'normal' | 'warning' | 'updating' | 'error' | 'UNKNOWN' })
    | null
  readonly rule: JsonFields | null
  readonly retentionDays: number | null
  readonly pixelId: ObjectId | null
  readonly lookalike: JsonFields | null
  readonly valueBased: boolean | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
  /** When people last came in or went. */
  readonly contentUpdatedTime: Instant | null
}

const stateOf = (value: unknown): AudienceState | null => {
  const code = isFields(value) ? signed.parse(value['code']) : null
  const words = isFields(value) ? value['description'] : null
  return code === null ? null : { code, words: typeof words === 'string' ? words : '' }
}

const delivery = lenient((value): Audience['delivery'] => {
  const state = stateOf(value)
  if (state === null) return null
  const kind = state.code === 200 ? 'ready' : state.code === 300 ? 'small' : state.code >= 400 ? 'unusable' : 'UNKNOWN'
  return { ...state, kind }
})

/** A replacement under way, a lookalike that is being made, people coming in. */
const UPDATING = new Set([414, 431, 432, 441])
/** Expiring, nothing uploaded, few matches, a pixel that is silent … */
const WARNING = new Set([100, 400, 410, 411, 412, 422])
const operation = lenient((value): Audience['operation'] => {
  const state = stateOf(value)
  if (state === null) return null
  const { code } = state
  if (code === 200) return { ...state, kind: 'normal' }
  if (UPDATING.has(code)) return { ...state, kind: 'updating' }
  if (WARNING.has(code)) return { ...state, kind: 'warning' }
  return { ...state, kind: code >= 413 && code <= 500 ? 'error' : 'UNKNOWN' }
})

/** JSON in a text. */
const rule = lenient((value): JsonFields | null => {
  if (typeof value !== 'string' || value === '') return null
  try {
    const parsed: unknown = JSON.parse(value)
    return isJsonFields(parsed) ? parsed : null
  } catch {
    return null
  }
})

const wire = z.object({
  id: needed(id),
  name: text,
  description: text,
  subtype: text,
  approximate_count_lower_bound: whole,
  approximate_count_upper_bound: whole,
  delivery_status: delivery,
  operation_status: operation,
  rule,
  retention_days: whole,
  pixel_id: id,
  lookalike_spec: jsonFields,
  is_value_based: flag,
  time_created: seconds,
  time_updated: seconds,
  time_content_updated: seconds,
})

export const AUDIENCE: Node<Audience, InAccount> = {
  name: 'audience',
  core: ['id', 'name'],
  more: [
    'description',
    'subtype',
    'approximate_count_lower_bound',
    'approximate_count_upper_bound',
    'delivery_status',
    'operation_status',
    'rule',
    'retention_days',
    'pixel_id',
    'lookalike_spec',
    'is_value_based',
    'time_created',
    'time_updated',
    'time_content_updated',
  ],
  decode(row, { accountId }) {
    const audience = understood(wire, row)
    if (audience === null) return null
    const from = audience.approximate_count_lower_bound
    const to = audience.approximate_count_upper_bound
    return {
      id: audience.id,
      accountId,
      name: audience.name ?? audience.id,
      description: audience.description,
      subtype: audience.subtype,
      size: from !== null && to !== null && from <= to ? { from, to } : null,
      delivery: audience.delivery_status,
      operation: audience.operation_status,
      rule: audience.rule,
      retentionDays: audience.retention_days,
      pixelId: audience.pixel_id === '0' ? null : audience.pixel_id,
      lookalike: audience.lookalike_spec,
      valueBased: audience.is_value_based,
      createdTime: audience.time_created,
      updatedTime: audience.time_updated,
      contentUpdatedTime: audience.time_content_updated,
    }
  },
}

/** Of an account. Meta asks for small pages here. */
export const AUDIENCES: Edge<Audience, InAccount> = { name: 'customaudiences', node: AUDIENCE, page: 20 }

import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { JsonFields } from '../../../shared/domain/json.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import { id, instant, jsonFields, named, needed, oneOf, signed, text, understood } from './lenient.ts'
import type { Edge, InAccount, Node } from './node.ts'

/** One of Meta's own automated rules. */
export interface Rule {
  readonly id: ObjectId
  readonly accountId: AccountId
  readonly name: string
  readonly status: 'ENABLED' | 'DISABLED' | 'DELETED' | 'HAS_ISSUES' | 'UNKNOWN' | null
  /** As Meta has them: each is written back whole. Null: not known, or not to be trusted. */
  readonly evaluation: JsonFields | null
  readonly execution: JsonFields | null
  readonly schedule: JsonFields | null
  readonly createdBy: { readonly id: ObjectId; readonly name: string } | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
  readonly disableErrorCode: number | null
}

const wire = z.object({
  id: needed(id),
  name: text,
  status: oneOf(['ENABLED', 'DISABLED', 'DELETED', 'HAS_ISSUES']),
  evaluation_spec: jsonFields,
  execution_spec: jsonFields,
  schedule_spec: jsonFields,
  created_by: named,
  created_time: instant,
  updated_time: instant,
  disable_error_code: signed,
})

export const RULE: Node<Rule, InAccount> = {
  name: 'rule',
  core: ['id', 'name', 'status', 'evaluation_spec', 'execution_spec'],
  more: ['schedule_spec', 'created_by{id,name}', 'created_time', 'updated_time', 'disable_error_code'],
  decode(row, { accountId }) {
    const rule = understood(wire, row)
    return (
      rule && {
        id: rule.id,
        accountId,
        name: rule.name ?? rule.id,
        status: rule.status,
        evaluation: rule.evaluation_spec,
        execution: rule.execution_spec,
        schedule: rule.schedule_spec,
        createdBy: rule.created_by,
        createdTime: rule.created_time,
        updatedTime: rule.updated_time,
        disableErrorCode: rule.disable_error_code,
      }
    )
  },
}

/** Of an account. */
export const RULES: Edge<Rule, InAccount> = { name: 'adrules_library', node: RULE, page: 100 }

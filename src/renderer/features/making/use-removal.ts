import { useState } from 'react'
import type { KeptEdits, WantedEdit } from '../../../shared/domain/change-sets.ts'
import type { AboutObject } from '../../../shared/domain/creation.ts'
import type { EditState } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import { keepEdits } from '../../stores/keep-edits.ts'
import type { Into } from '../../stores/keep-edits.ts'

interface Outcome {
  readonly state: EditState
  readonly failure: Failure | null
}

export interface Removal {
  /** Of what was begun, kept or refused. */
  readonly outcomes: ReadonlyMap<ObjectId, Outcome>
  readonly isBusy: boolean
  /** Waits for what becomes of one object: it is sent and read back. True: confirmed. */
  settle(object: AboutObject, reason: string): Promise<boolean>
  /** Keeps them as drafts of a set, or gives them to be posted in the background. Throws as `keepEdits`. */
  keep(objects: readonly AboutObject[], reason: string, into: Into, post: boolean): Promise<KeptEdits>
}

/** How objects are archived or deleted, and what became of each. */
export const useRemoval = (to: 'ARCHIVED' | 'DELETED'): Removal => {
  const [outcomes, setOutcomes] = useState<Removal['outcomes']>(new Map())
  const [isBusy, setBusy] = useState(false)
  const note = (some: readonly (readonly [ObjectId, Outcome])[]): void =>
    setOutcomes((before) => new Map([...before, ...some]))
  const editOf = ({ id, accountId, status }: AboutObject, reason: string): WantedEdit => ({
    accountId,
    objectId: id,
    change: { field: 'status', before: status, after: to },
    reason,
  })

  return {
    outcomes,
    isBusy,
    settle: async (object, reason) => {
      setBusy(true)
      note([[object.id, { state: 'sent', failure: null }]])
      const outcome = await call('edits.make', editOf(object, reason)).catch((error: unknown): Outcome => ({
        state: 'rejected',
        failure: failureFrom(error),
      }))
      note([[object.id, outcome]])
      setBusy(false)
      return outcome.state === 'confirmed'
    },
    keep: async (objects, reason, into, post) => {
      setBusy(true)
      try {
        const kept = await keepEdits(
          objects.map((object) => editOf(object, reason)),
          into,
          post,
        )
        const failures = new Map(kept.refused.map(({ index, failure }) => [index, failure]))
        note(
          objects.map(({ id }, index): readonly [ObjectId, Outcome] => {
            const failure = failures.get(index) ?? null
            return [id, { state: failure ? 'rejected' : post ? 'queued' : 'drafted', failure }]
          }),
        )
        return kept
      } finally {
        setBusy(false)
      }
    },
  }
}

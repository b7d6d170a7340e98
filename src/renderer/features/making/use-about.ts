import { useEffect, useState } from 'react'
import type { AboutObject } from '../../../shared/domain/creation.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'

export interface About {
  /** Null: not known yet. */
  readonly objects: readonly AboutObject[] | null
  readonly failure: Failure | null
}

/** Objects as they were when somebody was asked about them: what is done with them must not change what is said. */
export const useAbout = (ids: readonly ObjectId[]): About => {
  const [about, setAbout] = useState<About>({ objects: null, failure: null })
  const [first] = useState(ids)
  useEffect(() => {
    let isHere = true
    const set = (next: About): void => {
      if (isHere) setAbout(next)
    }
    if (first.length === 0) set({ objects: [], failure: null })
    else
      call('edits.about', { ids: [...first] }).then(
        (objects) => set({ objects, failure: null }),
        (error: unknown) => set({ objects: null, failure: failureFrom(error) }),
      )
    return () => {
      isHere = false
    }
  }, [first])
  return about
}

/** Each account of these once. */
export const accountsOf = (
  objects: readonly AboutObject[],
): readonly { readonly id: AccountId; readonly name: string }[] =>
  [...new Map(objects.map(({ accountId, accountName }) => [accountId, accountName]))].map(([id, name]) => ({
    id,
    name,
  }))

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AccountId, AccountRow } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useSay } from '../../ui/toast.tsx'

export interface Watch {
  /** The rows with what was just ticked, before the main side has said so. */
  readonly rows: readonly AccountRow[]
  readonly set: (ids: readonly AccountId[], watched: boolean) => void
}

const CHUNK = 1000

/** A tick shows at once and is taken back when the main side refuses it. */
export const useWatch = (rows: readonly AccountRow[]): Watch => {
  const say = useSay()
  const [wanted, setWanted] = useState<ReadonlyMap<AccountId, boolean>>(new Map())

  useEffect(() => {
    setWanted((before) => {
      const open = [...before].filter(([id, watched]) => rows.find((row) => row.id === id)?.watched !== watched)
      return open.length === before.size ? before : new Map(open)
    })
  }, [rows])

  const told = useRef(say)
  told.current = say
  const send = useCallback(async (ids: readonly AccountId[], watched: boolean): Promise<void> => {
    try {
      for (let at = 0; at < ids.length; at += CHUNK)
        await call('accounts.watch', { ids: ids.slice(at, at + CHUNK), watched })
    } catch (error) {
      setWanted((before) => new Map([...before].filter(([id]) => !ids.includes(id))))
      told.current.failed(error)
    }
  }, [])
  const shown = useMemo(
    () =>
      wanted.size === 0
        ? rows
        : rows.map((row) => {
            const watched = wanted.get(row.id)
            return watched === undefined ? row : { ...row, watched }
          }),
    [rows, wanted],
  )
  const set = useCallback(
    (ids: readonly AccountId[], watched: boolean): void => {
      setWanted((before) => new Map([...before, ...ids.map((id) => [id, watched] as const)]))
      void send(ids, watched)
    },
    [send],
  )
  return { rows: shown, set }
}

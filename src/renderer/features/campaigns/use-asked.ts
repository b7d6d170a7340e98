import { useEffect, useMemo, useState } from 'react'
import type { AskedAccount, ColumnsFound } from '../../../shared/domain/asked.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { makerOf } from '../../../shared/domain/series.ts'
import { windowedOf } from '../../../shared/domain/table.ts'
import type { FormulaId } from '../../../shared/domain/table.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import type { FigureInfo, FigureInfos } from '../../ui/figure-info.ts'

/** Whoever looks through periods and levels is not looking at each of them. */
const SETTLED = 800

/** How far figures that Meta must be asked for were read: they have an age of their own. */
export interface AskedFigures {
  readonly accounts: ReadonlyMap<AccountId, Pick<AskedAccount, 'at' | 'failure'>>
  /** The oldest of them; null: an account was never read. */
  readonly at: Instant | null
  readonly isAsking: boolean
  /** Why nothing could be asked at all. */
  readonly failure: Failure | null
}

export const ASKED = ['reach', 'windows'] as const
export type AskedKind = (typeof ASKED)[number]
export type AskedByKind = Readonly<Record<AskedKind, AskedFigures | null>>

/** What must be asked for so that a figure is there; null: it comes with those that are always read. */
export const askedKindOf = ({ id, formula }: FigureInfo): AskedKind | null => {
  if (windowedOf(id) !== null) return 'windows'
  const maker = makerOf(id, formula === null ? [] : [{ id: id as FormulaId, text: formula }])
  return typeof maker !== 'string' && maker.needs.includes('reach') ? 'reach' : null
}

const NOTHING: AskedFigures = { accounts: new Map(), at: null, isAsking: true, failure: null }
const NONE: AskedByKind = { reach: null, windows: null }

const askedOf = (kind: AskedKind, { accounts, at }: ColumnsFound, isAsking: boolean): AskedFigures | null => {
  // Reach of a single day comes with its other figures.
  if (kind === 'reach' && accounts.every(({ range }) => range.since === range.until)) return null
  return { accounts: new Map(accounts.map((each) => [each.accountId, each])), at, isAsking, failure: null }
}

/**
 * Columns that Meta must be asked for are asked for while they are shown: what comes is stored, and the table is told
 * that figures changed.
 */
export const useAskedColumns = (level: Level, { columns }: LevelTable, infos: FigureInfos): AskedByKind => {
  const period = useView((state) => state.period)
  const accountIds = useView((state) => state.accountIds)
  const [asked, setAsked] = useState(NONE)
  const wanted = useMemo(() => {
    const kinds = columns.map(({ id }) => infos.of(id)).map((info) => info && askedKindOf(info))
    return ASKED.filter((kind) => kinds.includes(kind)).join()
  }, [columns, infos])

  useEffect(() => {
    const kinds = ASKED.filter((kind) => wanted.split(',').includes(kind))
    setAsked({ ...NONE, ...Object.fromEntries(kinds.map((kind) => [kind, NOTHING])) })
    if (kinds.length === 0) return undefined
    let goesOn = true
    const read = async (kind: AskedKind, ask: 'never' | 'stale'): Promise<void> => {
      const say = (next: (before: AskedFigures | null) => AskedFigures | null): void => {
        if (goesOn) setAsked((before) => ({ ...before, [kind]: next(before[kind]) }))
      }
      try {
        const found = await call(`${kind}.ask`, { accountIds: [...accountIds], level, period, ask })
        say(() => askedOf(kind, found, ask === 'never'))
      } catch (error) {
        say((before) => ({ ...(before ?? NOTHING), isAsking: false, failure: failureFrom(error) }))
      }
    }
    const kept = kinds.map((kind) => read(kind, 'never'))
    const timer = setTimeout(() => kinds.forEach((kind, at) => void kept[at]?.then(() => read(kind, 'stale'))), SETTLED)
    return () => {
      goesOn = false
      clearTimeout(timer)
    }
  }, [period, accountIds, level, wanted])
  return asked
}

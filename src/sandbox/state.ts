import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { AdSet, Budget, Campaign, Delivering, OwnStatus } from './model.ts'

/** What people did since the world was made: edits, permissions taken back, used codes. All of it fits one small file. */

export type EditField = 'status' | 'name' | 'daily_budget' | 'lifetime_budget'
export interface Edit {
  readonly at: number
  readonly object: string
  readonly field: EditField
  readonly before: string
  readonly after: string
  readonly actorId: string
  readonly actorName: string
}

interface Saved {
  readonly version: 1
  readonly anchor: number
  readonly edits: readonly Edit[]
  readonly usedCodes: Readonly<Record<string, number>>
  readonly revoked: readonly string[]
  readonly declined: readonly string[]
  readonly removed: readonly string[]
  readonly deauthorizedAt: number
}

export interface State {
  /** When the world was first started: its calendar is laid around this instant. */
  readonly anchor: number
  /** What was wrong with the stored file; null when nothing was. */
  readonly problem: string | null
  edits(): readonly Edit[]
  editsOf(id: string): readonly Edit[]
  edit(edit: Edit): void
  /** False: this code was used before. */
  useCode(nonce: string, expires: number, now: number): boolean
  revoke(nonce: string): void
  isRevoked(nonce: string, issuedAt: number): boolean
  declined(): ReadonlySet<string>
  removed(): ReadonlySet<string>
  /** A consent given: what was asked and unticked is declined, what was ticked is no longer removed. */
  consent(asked: readonly string[], granted: readonly string[]): void
  removePermission(scope: string): void
  deauthorize(now: number): void
  /** `now`, but always after the last time all permissions were taken back. */
  issueTime(now: number): number
  /** Writes the file if anything changed since. */
  save(): void
}

const isSaved = (value: unknown): value is Saved => {
  if (typeof value !== 'object' || value === null) return false
  const saved = value as Partial<Saved>
  return (
    saved.version === 1 &&
    typeof saved.anchor === 'number' &&
    Array.isArray(saved.edits) &&
    saved.edits.every((edit) => typeof edit?.at === 'number' && typeof edit.object === 'string') &&
    typeof saved.usedCodes === 'object' &&
    Array.isArray(saved.revoked) &&
    Array.isArray(saved.declined) &&
    Array.isArray(saved.removed) &&
    typeof saved.deauthorizedAt === 'number'
  )
}

const load = (file: string): { saved: Saved | null; problem: string | null } => {
  if (!existsSync(file)) return { saved: null, problem: null }
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isSaved(value)) return { saved: value, problem: null }
  } catch {
    // Falls through: set aside below.
  }
  renameSync(file, `${file}.broken`)
  return { saved: null, problem: `unreadable state was set aside as ${file}.broken` }
}

export const createState = ({ file, now }: { readonly file: string | null; readonly now: number }): State => {
  const { saved, problem } = file === null ? { saved: null, problem: null } : load(file)
  const anchor = Math.min(saved?.anchor ?? now, now)
  // A clock that ran fast before a restart leaves edits in the future: they count from now on.
  const edits: Edit[] = (saved?.edits ?? []).map((edit) => ({ ...edit, at: Math.min(edit.at, now) }))
  const byObject = new Map<string, Edit[]>()
  for (const edit of edits) byObject.set(edit.object, [...(byObject.get(edit.object) ?? []), edit])
  const usedCodes = new Map(Object.entries(saved?.usedCodes ?? {}))
  const revoked = new Set(saved?.revoked)
  const declined = new Set(saved?.declined)
  const removed = new Set(saved?.removed)
  let deauthorizedAt = Math.min(saved?.deauthorizedAt ?? 0, now)
  let dirty = saved === null

  return {
    anchor,
    problem,
    edits: () => edits,
    editsOf: (id) => byObject.get(id) ?? [],
    edit: (edit) => {
      edits.push(edit)
      const own = byObject.get(edit.object)
      if (own) own.push(edit)
      else byObject.set(edit.object, [edit])
      dirty = true
    },
    useCode: (nonce, expires, at) => {
      for (const [used, until] of usedCodes) if (until < at) usedCodes.delete(used)
      if (usedCodes.has(nonce)) return false
      usedCodes.set(nonce, expires)
      dirty = true
      return true
    },
    revoke: (nonce) => {
      revoked.add(nonce)
      dirty = true
    },
    isRevoked: (nonce, issuedAt) => revoked.has(nonce) || (deauthorizedAt > 0 && issuedAt <= deauthorizedAt),
    declined: () => declined,
    removed: () => removed,
    consent: (asked, granted) => {
      for (const scope of asked) {
        if (granted.includes(scope)) {
          declined.delete(scope)
          removed.delete(scope)
        } else declined.add(scope)
      }
      dirty = true
    },
    removePermission: (scope) => {
      removed.add(scope)
      declined.add(scope)
      dirty = true
    },
    deauthorize: (at) => {
      deauthorizedAt = Math.max(at, deauthorizedAt + 1)
      declined.clear()
      removed.clear()
      dirty = true
    },
    issueTime: (at) => Math.max(at, deauthorizedAt + 1),
    save: () => {
      if (file === null || !dirty) return
      const value: Saved = {
        version: 1,
        anchor,
        edits,
        usedCodes: Object.fromEntries(usedCodes),
        revoked: [...revoked],
        declined: [...declined],
        removed: [...removed],
        deauthorizedAt,
      }
      // Written beside and renamed, so that a cut leaves the old file whole.
      writeFileSync(`${file}.new`, JSON.stringify(value))
      renameSync(`${file}.new`, file)
      dirty = false
    },
  }
}

/** Objects as they stand: the world with the edits laid over it. */
export interface Live {
  status(object: Delivering): OwnStatus
  name(object: Delivering): string
  budget(object: Campaign | AdSet): Budget | null
  effective(object: Delivering): string
  updatedAt(object: Delivering): number
  statusAt(object: Delivering, instant: number, day: number): OwnStatus
  budgetAt(object: Campaign | AdSet, instant: number): Budget | null
  edited(object: Delivering): boolean
}

const budgetField = { daily: 'daily_budget', lifetime: 'lifetime_budget' } as const

export const createLive = (state: State): Live => {
  const last = (object: Delivering, field: EditField, until = Infinity): Edit | undefined =>
    state.editsOf(object.id).findLast((edit) => edit.field === field && edit.at <= until)

  const status = (object: Delivering): OwnStatus =>
    (last(object, 'status')?.after as OwnStatus | undefined) ?? object.status

  const budgetAt = (object: Campaign | AdSet, instant: number): Budget | null => {
    if (object.budget === null) return null
    const edit = last(object, budgetField[object.budget.kind], instant)
    return edit ? { kind: object.budget.kind, minor: Number(edit.after) } : object.budget
  }

  const effective = (object: Delivering): string => {
    const own = status(object)
    if (object.level === 'campaign' || own === 'DELETED') return own
    const campaign = status(object.campaign)
    const adset = object.level === 'ad' ? status(object.adset) : 'ACTIVE'
    if (campaign === 'DELETED' || adset === 'DELETED') return 'DELETED'
    if (own === 'ARCHIVED' || campaign === 'ARCHIVED' || adset === 'ARCHIVED') return 'ARCHIVED'
    if (own === 'PAUSED') return 'PAUSED'
    if (campaign === 'PAUSED') return 'CAMPAIGN_PAUSED'
    if (adset === 'PAUSED') return 'ADSET_PAUSED'
    return object.level === 'ad' && object.review !== null ? object.review : 'ACTIVE'
  }

  return {
    status,
    name: (object) => last(object, 'name')?.after ?? object.name,
    budget: (object) => budgetAt(object, Infinity),
    budgetAt,
    effective,
    // Meta does not move updated_time when only a budget changes.
    updatedAt: (object) =>
      state
        .editsOf(object.id)
        .reduce(
          (at, edit) => (edit.field === 'status' || edit.field === 'name' ? Math.max(at, edit.at) : at),
          object.updatedAt,
        ),
    statusAt: (object, instant, day) =>
      (last(object, 'status', instant)?.after as OwnStatus | undefined) ??
      (day < object.pausedFrom ? 'ACTIVE' : object.status),
    edited: (object) => state.editsOf(object.id).length > 0,
  }
}

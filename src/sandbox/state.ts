import { loadSaved, writeSaved } from './state-file.ts'
import type { SavedReport } from './state-file.ts'
import { createFlights } from './flights.ts'
import { createReviews } from './reviews.ts'
import type { Ad, AdSet, Budget, Campaign, Delivering, OwnStatus } from './model.ts'

/**
 * What people did since the world was made: what they made and changed, permissions taken back, used codes. All of it
 * fits one small file.
 */

/** Parameters of Meta's writes; `spend_reset` is what an account had spent when its count was set back. */
export type EditField = string
/** Values are in the form in which they are written: texts, whole numbers, JSON; times are milliseconds. */
export interface Edit {
  readonly at: number
  readonly object: string
  readonly field: EditField
  /** Null: there was none. */
  readonly before: string | null
  readonly after: string | null
  readonly actorId: string
  readonly actorName: string
  /** False: done in Meta's own pages. */
  readonly byApp?: boolean
}

export type MadeKind = 'campaign' | 'adset' | 'ad' | 'creative' | 'image' | 'audience' | 'rule'
/** Something that did not stand in the world from the start. */
export interface Made {
  readonly kind: MadeKind
  readonly id: string
  /** `act_` and digits. */
  readonly account: string
  /** The campaign of an ad set, the ad set of an ad. */
  readonly parent: string | null
  readonly at: number
  readonly values: Readonly<Record<string, string>>
  readonly actorId: string
  readonly actorName: string
  readonly byApp?: boolean
}

export interface State {
  /** When the world was first started: its calendar is laid around this instant. */
  readonly anchor: number
  /** What was wrong with the stored file; null when nothing was. */
  readonly problem: string | null
  edits(): readonly Edit[]
  editsOf(id: string): readonly Edit[]
  edit(edit: Edit): void
  /** Everything made, the oldest first. */
  allMade(): readonly Made[]
  made(id: string): Made | undefined
  make(made: Made): void
  /** Reports that were ordered, the oldest first. */
  reports(): readonly SavedReport[]
  /** Counts on from one report to the next, for ever. */
  nextReport(): number
  addReport(report: SavedReport): void
  /** Those from before an instant go. */
  dropReports(before: number): void
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

export const createState = ({ file, now }: { readonly file: string | null; readonly now: number }): State => {
  const { saved, problem } = file === null ? { saved: null, problem: null } : loadSaved(file)
  const anchor = Math.min(saved?.anchor ?? now, now)
  // A clock that ran fast before a restart leaves edits in the future: they count from now on.
  const edits: Edit[] = (saved?.edits ?? []).map((edit) => ({ ...edit, at: Math.min(edit.at, now) }))
  const byObject = new Map<string, Edit[]>()
  for (const edit of edits) byObject.set(edit.object, [...(byObject.get(edit.object) ?? []), edit])
  const allMade: Made[] = (saved?.made ?? []).map((made) => ({ ...made, at: Math.min(made.at, now) }))
  const madeById = new Map(allMade.map((made) => [made.id, made]))
  let reports: readonly SavedReport[] = (saved?.reports ?? []).map((report) => ({
    ...report,
    createdAt: Math.min(report.createdAt, now),
  }))
  let reportSerial = saved?.reportSerial ?? 0
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
    allMade: () => allMade,
    made: (id) => madeById.get(id),
    make: (made) => {
      allMade.push(made)
      madeById.set(made.id, made)
      dirty = true
    },
    reports: () => reports,
    nextReport: () => ++reportSerial,
    addReport: (report) => {
      reports = [...reports, report]
      dirty = true
    },
    dropReports: (before) => {
      if (reports.some(({ createdAt }) => createdAt < before))
        reports = reports.filter(({ createdAt }) => createdAt >= before)
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
      writeSaved(file, {
        version: 1,
        anchor,
        edits,
        made: allMade,
        reports,
        reportSerial,
        usedCodes: Object.fromEntries(usedCodes),
        revoked: [...revoked],
        declined: [...declined],
        removed: [...removed],
        deauthorizedAt,
      })
      dirty = false
    },
  }
}

/** Objects as they stand: the world with what was made and changed laid over it. */
export interface Live {
  status(object: Delivering): OwnStatus
  name(object: Delivering): string
  budget(object: Campaign | AdSet): Budget | null
  /** Own status and those of its parents, the review of an ad, and what stops an ad set. */
  effective(object: Delivering): string
  updatedAt(object: Delivering): number
  /** Whether it may deliver, at an instant: anything but ACTIVE is no. `day` is that of the account. */
  statusAt(object: Delivering, instant: number, day: number): OwnStatus
  budgetAt(object: Campaign | AdSet, instant: number): Budget | null
  /** Whether anything but the world itself bears on when it delivers. */
  edited(object: Delivering): boolean
  /** Instants at which delivery may change, in order: edits, ends of reviews, begin and end of a flight. */
  turns(id: string): readonly { readonly at: number }[]
  /** What was last written into a field: null when it was taken away, undefined when nobody ever wrote it. */
  written(object: { readonly id: string }, field: EditField, until?: number): string | null | undefined
  review(ad: Ad): Ad['review']
  /** Of an ad that somebody made: when its first review ends and how. */
  firstReview(ad: Ad): { readonly ended: number; readonly passed: boolean }
}

const BUDGET_FIELD = { daily: 'daily_budget', lifetime: 'lifetime_budget' } as const
const UNMOVING: readonly EditField[] = ['daily_budget', 'lifetime_budget', 'spend_cap']

export const createLive = (state: State, now: () => number): Live => {
  const last = (id: string, field: EditField, until = Infinity): Edit | undefined =>
    state.editsOf(id).findLast((edit) => edit.field === field && edit.at <= until)

  const written: Live['written'] = ({ id }, field, until) => {
    const edit = last(id, field, until)
    return edit ? edit.after : state.made(id)?.values[field]
  }

  const status = (object: Delivering): OwnStatus =>
    (last(object.id, 'status')?.after as OwnStatus | undefined) ?? object.status

  const budgetAt = (object: Campaign | AdSet, instant: number): Budget | null => {
    if (object.budget === null) return null
    const edit = last(object.id, BUDGET_FIELD[object.budget.kind], instant)
    return edit ? { kind: object.budget.kind, minor: Number(edit.after) } : object.budget
  }

  const reviews = createReviews(state)
  const review = (ad: Ad): Ad['review'] => {
    if (reviews.inReview(ad, now())) return 'PENDING_REVIEW'
    if (written(ad, 'creative') === undefined) return ad.review
    // A new creative is judged anew, whatever the world said of the old one.
    return reviews.isRefused(ad) ? 'DISAPPROVED' : null
  }

  const isStuck = (adset: AdSet): boolean => {
    const running = adset.ads.filter((ad) => status(ad) === 'ACTIVE')
    return running.length > 0 && running.every((ad) => review(ad) === 'DISAPPROVED')
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
    if (object.level === 'ad') return review(object) ?? 'ACTIVE'
    return isStuck(object) ? 'WITH_ISSUES' : 'ACTIVE'
  }

  const flights = createFlights({ state, written })

  return {
    status,
    name: (object) => last(object.id, 'name')?.after ?? object.name,
    budget: (object) => budgetAt(object, Infinity),
    budgetAt,
    effective,
    review,
    firstReview: (ad) => ({ ended: reviews.of(ad.id)[0]?.until ?? ad.createdAt, passed: !reviews.isRefused(ad) }),
    written,
    // Meta does not move the updated_time of a campaign when only a budget or a spending limit changes.
    updatedAt: (object) =>
      state
        .editsOf(object.id)
        .reduce(
          (at, edit) => (object.level === 'campaign' && UNMOVING.includes(edit.field) ? at : Math.max(at, edit.at)),
          object.updatedAt,
        ),
    statusAt: (object, instant, day) => {
      const made = state.made(object.id)
      if (made && instant < made.at) return 'PAUSED'
      const own =
        (last(object.id, 'status', instant)?.after as OwnStatus | undefined) ??
        (made || day >= object.pausedFrom ? object.status : 'ACTIVE')
      if (own !== 'ACTIVE') return own
      if (object.level === 'ad') {
        // What the world's reviewers refused never ran before somebody gave it another creative.
        const wasRefused = object.review !== null && written(object, 'creative', instant) === undefined
        return wasRefused || reviews.inReview(object, instant) || reviews.isRefused(object) ? 'PAUSED' : own
      }
      return flights.holds(object, instant) ? own : 'PAUSED'
    },
    edited: (object) => state.editsOf(object.id).length > 0 || state.made(object.id) !== undefined,
    turns: (id) => {
      const edits = state.editsOf(id)
      const made = state.made(id)
      if (edits.length === 0 && made === undefined) return edits
      return [
        ...edits.map(({ at }) => at),
        ...(made ? [made.at] : []),
        ...reviews.of(id).map(({ until }) => until),
        ...flights.turns(id),
      ]
        .sort((a, b) => a - b)
        .map((at) => ({ at }))
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { withRealCursor } from './pages.ts'
import { refuse } from './refuse.ts'
import { PORTAL, plain, spoil } from './spoil.ts'
import type { Call, Reply } from '../calls/call.ts'
import type { Fault, Faults } from '../faults.ts'
import type { ReportFate } from '../reports.ts'
import type { FaultKind, Place } from './kinds.ts'
import type { Sent } from './spoil.ts'

/** What becomes of a call: an answer, whole or cut, or none. `none` is the null of a batch item. */
export type Met =
  | { readonly kind: 'sent'; readonly sent: Sent; readonly cut: boolean }
  | { readonly kind: 'drop' | 'hang' | 'none' }

/** What the sandbox itself does with it; a batch may end without an answer because an item did. */
type Done = { readonly reply: Reply; readonly cut?: boolean } | { readonly kind: 'drop' | 'hang' }

interface Attempt {
  readonly place: Place
  readonly method: string
  /** Without version. */
  readonly path: string
  /** Null for a whole batch. */
  readonly call: Call | null
  /** It reached the sandbox, whatever becomes of it then. */
  arrived?(): void
  /** Headers of an answer, when nothing was carried out. */
  headers(): Readonly<Record<string, string>>
  /** Carries it out. `call` is the one above, with a cursor that the sandbox knows. */
  run(call: Call | null): Promise<Done> | Done
}

export type Meet = (attempt: Attempt) => Promise<Met>

const DELAY_MS = 1000

/** Real time: tests that turn the clock wait for it all the same. */
const slowness = async (fault: Fault): Promise<void> => {
  if (fault.kind === 'slow') await sleep(fault.delayMs ?? DELAY_MS)
}

const fateOf = (kind: FaultKind | undefined): ReportFate | null =>
  kind === 'reportStuck' ? 'stuck' : kind === 'reportFails' ? 'fails' : null

/** Every call, item and batch goes through here, whether or not something goes wrong. */
export const createMeet =
  ({
    faults,
    now,
    traceId,
  }: {
    readonly faults: Faults
    readonly now: () => number
    readonly traceId: () => string
  }): Meet =>
  async ({ place, method, path, call, arrived, headers, run }) => {
    const taken = faults.take(method, path, place)
    const kind = taken?.fault.kind
    if (kind === 'drop' || kind === 'hang') return { kind }
    if (kind === 'portal') return { kind: 'sent', sent: PORTAL, cut: false }
    arrived?.()
    if (taken) {
      await slowness(taken.fault)
      const refusal = refuse(taken, call, headers(), traceId())
      if (refusal) return { kind: 'sent', sent: plain(refusal), cut: false }
    }
    const done = await run(call === null ? null : { ...withRealCursor(call), reportFate: fateOf(kind) })
    if ('kind' in done) return done
    if (kind === 'dropAfterApply') return { kind: 'drop' }
    if (kind === 'nullBatchItem') return { kind: 'none' }
    const spoilt = taken ? spoil(taken, call, done.reply, now()) : null
    if (taken && spoilt === null) faults.waive(taken)
    return { kind: 'sent', sent: spoilt ?? plain(done.reply), cut: kind === 'cut' || done.cut === true }
  }

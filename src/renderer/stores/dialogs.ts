import { create } from 'zustand'
import type { RowFormat } from '../../shared/domain/exports.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { AccountId, Level, ObjectId } from '../../shared/domain/objects.ts'

/** What lies over the whole window; one at a time, opened from anywhere. */
export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'period' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'exportDays' }
  /** The table on the screen, into a file. */
  | { readonly kind: 'exportTable'; readonly format: RowFormat }
  | { readonly kind: 'rename'; readonly workspaceId: string }
  | { readonly kind: 'pasteToken'; readonly workspaceId: string }
  | { readonly kind: 'disconnect'; readonly workspaceId: string }
  /** Something new of a level; `holderId`: what it is to be in, when that is known. */
  | { readonly kind: 'make'; readonly level: Level; readonly holderId: ObjectId | null }
  /** Objects of one level. */
  | { readonly kind: 'duplicate'; readonly ids: readonly ObjectId[] }
  | { readonly kind: 'remove'; readonly ids: readonly ObjectId[]; readonly to: 'ARCHIVED' | 'DELETED' }
  /** Why a figure is another elsewhere; `objectId` null: of the whole account. */
  | {
      readonly kind: 'difference'
      readonly accountId: AccountId
      readonly objectId: ObjectId | null
      readonly metric: MetricId
    }

interface Dialogs {
  readonly open: OpenDialog | null
  /** Setting up one more workspace while another is open. */
  readonly adding: boolean
  show(open: OpenDialog): void
  close(): void
  setAdding(adding: boolean): void
}

export const useDialogs = create<Dialogs>()((set) => ({
  open: null,
  adding: false,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
  setAdding: (adding) => set({ adding, open: null }),
}))

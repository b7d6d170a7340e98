import { create } from 'zustand'

/** What lies over the whole window; one at a time, opened from anywhere. */
export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'period' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'rename'; readonly workspaceId: string }
  | { readonly kind: 'pasteToken'; readonly workspaceId: string }
  | { readonly kind: 'disconnect'; readonly workspaceId: string }

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

import type { ComponentProps, ReactElement } from 'react'
import { lazy, Suspense } from 'react'

/** The dialogs of edits, which a window that only looks never loads: what they judge and match by is large. */
const LazyEdit = lazy(() => import('./edit-dialog.tsx').then(({ EditDialog: of }) => ({ default: of })))
const LazyPaste = lazy(() => import('./paste-dialog.tsx').then(({ PasteDialog: of }) => ({ default: of })))
const LazyCell = lazy(() => import('./cell-editor.tsx').then(({ CellEditor: of }) => ({ default: of })))
const LazyBulk = lazy(() => import('./bulk-dialog.tsx').then(({ BulkDialog: of }) => ({ default: of })))

export const EditDialog = (props: ComponentProps<typeof LazyEdit>): ReactElement => (
  <Suspense>
    <LazyEdit {...props} />
  </Suspense>
)
export const BulkDialog = (props: ComponentProps<typeof LazyBulk>): ReactElement => (
  <Suspense>
    <LazyBulk {...props} />
  </Suspense>
)
export const PasteDialog = (props: ComponentProps<typeof LazyPaste>): ReactElement => (
  <Suspense>
    <LazyPaste {...props} />
  </Suspense>
)
export const CellEditor = (props: ComponentProps<typeof LazyCell>): ReactElement => (
  <Suspense>
    <LazyCell {...props} />
  </Suspense>
)

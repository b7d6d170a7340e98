export interface SandboxThreadData {
  readonly port: number
  readonly stateFile: string
  readonly speed: number
}
export type FromSandboxThread =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed'; readonly code: string }
export type ToSandboxThread = { readonly kind: 'set'; readonly speed: number } | { readonly kind: 'stop' }

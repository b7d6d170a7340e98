import type { ComponentType, ReactNode } from 'react'
import { Component } from 'react'

interface Props {
  /** Shown instead; `onReset` tries again. */
  readonly fallback: ComponentType<{ readonly onReset: () => void }>
  readonly children: ReactNode
}

/** One broken room must not take the window with it. React catches only in a class. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false }

  static getDerivedStateFromError(): { failed: true } {
    return { failed: true }
  }

  override render(): ReactNode {
    const { fallback: Fallback, children } = this.props
    return this.state.failed ? <Fallback onReset={() => this.setState({ failed: false })} /> : children
  }
}

import type { ReactNode } from 'react'
import { Component } from 'react'

interface Props {
  /** `reset` tries again. */
  readonly fallback: (reset: () => void) => ReactNode
  readonly children: ReactNode
}

/** One broken room must not take the window with it. React catches only in a class. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false }

  static getDerivedStateFromError(): { failed: true } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children
  }
}

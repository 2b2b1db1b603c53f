/** A defect in one part of the window is shown there, and the rest goes on. Recording does not depend on the window. */
import { Component, type ReactNode } from 'react';
import { Failed } from './state.tsx';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Failed title="This part of the window has a defect." onRetry={() => this.setState({ error: null })}>
        <p>Nothing that was recorded is affected, and recording goes on.</p>
        <p>
          <code>{error.message}</code>
        </p>
      </Failed>
    );
  }
}

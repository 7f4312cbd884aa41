import { Component, type ReactNode } from "react";

interface PanelBoundaryProps {
  /** What could not be shown, such as the title of the panel. */
  readonly name: string;
  readonly children: ReactNode;
}

interface PanelBoundaryState {
  readonly error: Error | undefined;
}

/** Keeps an error within its panel: the rest of the page stays, and the panel can be tried again. */
export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="panel-error" role="alert">
        <p>
          <b>{this.props.name} could not be shown.</b>{" "}
          <span className="reason">{error.message}</span>
        </p>
        <button type="button" onClick={() => this.setState({ error: undefined })}>
          Try again
        </button>
      </div>
    );
  }
}

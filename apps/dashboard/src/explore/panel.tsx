import type { ReactNode } from "react";
import { PanelBoundary } from "../components/panel-boundary.tsx";

interface PanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the explorer, whose errors stay in it. */
export const Panel = ({ title, note, controls, children }: PanelProps) => (
  <section className="explore-panel" aria-label={title}>
    <h2>{title}</h2>
    {note !== undefined && <p className="note">{note}</p>}
    <PanelBoundary name={title}>
      {controls !== undefined && <div className="controls">{controls}</div>}
      {children}
    </PanelBoundary>
  </section>
);

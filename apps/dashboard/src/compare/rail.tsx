import type { Look } from "@vae-lab/viz";
import { useCurrentSection } from "../components/use-current-section.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { RunKey } from "./run-key.tsx";

export interface RailPart {
  readonly id: string;
  readonly title: string;
}

export interface RailProps {
  readonly study: string;
  readonly parts: readonly RailPart[];
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly shortIds: ReadonlyMap<string, string>;
  readonly isSelection: boolean;
  readonly onRemove: (ids: readonly string[]) => void;
}

/** The sidebar: links to the sections, and a legend of the runs. */
export const Rail = (props: RailProps) => {
  const { study, parts, runs, looks, shortIds, isSelection, onRemove } = props;
  const current = useCurrentSection(parts.map(({ id }) => id));
  return (
    <aside className="rail">
      <p className="faint">{study}</p>
      <nav aria-label="On this page">
        {parts.map(({ id, title }) => (
          <a
            key={id}
            href={`#${id}`}
            className={id === current ? "active" : undefined}
            aria-current={id === current ? "location" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <h2>{isSelection ? "Selected runs" : "Shown runs"}</h2>
      <RunKey
        runs={runs}
        looks={looks}
        study={study}
        shortIds={shortIds}
        {...(isSelection && { onRemove })}
      />
    </aside>
  );
};

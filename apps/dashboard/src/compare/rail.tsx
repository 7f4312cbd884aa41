import { Link } from "@tanstack/react-router";
import type { Look } from "@vae-lab/viz";
import type { CompareSearch } from "../page-search.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { RunKey } from "./run-key.tsx";

const parts = [
  ["settings", "What differs"],
  ["beta", "What beta does"],
  ["plane", "Rate–distortion"],
  ["curves", "Curves"],
  ["images", "Images"],
  ["codes", "Codes"],
  ["units", "KL per unit"],
] as const;

interface RailProps {
  readonly study: string | undefined;
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  /** Whether any of them trained a model: other runs have no parts but the first and the curves. */
  readonly trained: boolean;
  readonly selected: boolean;
  readonly search: CompareSearch;
  readonly onRemove: (id: string) => void;
}

/** What stays in view while the page scrolls: the parts of it, and whose colour is whose. */
export const Rail = ({ study, runs, looks, trained, selected, search, onRemove }: RailProps) => (
  <aside className="rail">
    <p className="faint">{study}</p>
    <nav aria-label="On this page">
      {(trained ? parts : parts.filter(([id]) => id === "settings" || id === "curves")).map(
        ([id, title]) => (
          <Link
            key={id}
            to="/compare"
            search={search}
            hash={id}
            replace
            activeOptions={{ includeHash: true }}
          >
            {title}
          </Link>
        ),
      )}
    </nav>
    <h2>{selected ? "Selected runs" : "Shown runs"}</h2>
    <RunKey runs={runs} looks={looks} {...(selected && { onRemove })} />
  </aside>
);

import type { Look } from "@vae-lab/viz";
import type { ReactNode } from "react";
import { RunMark } from "../compare/run-key.tsx";
import type { Group } from "../study/groups.ts";

interface GroupCardProps {
  readonly group: Group;
  readonly look: Look | undefined;
  readonly children: ReactNode;
}

/** A panel about one group of seeds. */
export const GroupCard = ({ group, look, children }: GroupCardProps) => (
  <article>
    <h3>
      <RunMark look={look} />
      <span className="run-name" title={group.label}>
        {group.name}
        {group.runs.length > 1 && <span className="faint"> × {group.runs.length}</span>}
      </span>
    </h3>
    {children}
  </article>
);

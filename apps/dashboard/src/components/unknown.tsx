import { Link } from "@tanstack/react-router";
import type { ExperimentRecord } from "../sources/run-source.ts";
import { Message } from "./message.tsx";
import { Notice } from "./notice.tsx";

interface UnknownExperimentProps {
  readonly name: string;
  readonly experiments: readonly ExperimentRecord[];
}

export const UnknownExperiment = ({ name, experiments }: UnknownExperimentProps) => (
  <Message title={`There is no experiment “${name}”`} heading="h1">
    <p>{experiments.length === 0 ? "The store has none." : "The store has these:"}</p>
    <ul className="plain">
      {experiments.map((experiment) => (
        <li key={experiment.id}>
          <Link to="/study/$study/runs" params={{ study: experiment.name }} search={{}}>
            {experiment.name}
          </Link>
        </li>
      ))}
    </ul>
  </Message>
);

interface UnknownPartsProps {
  /** Parts of the URL that the study does not have, such as `column x`. */
  readonly parts: readonly string[];
  readonly study: string;
  readonly onForget: () => void;
}

/** Lists parts of the URL that the study does not have. */
export const UnknownParts = ({ parts, study, onForget }: UnknownPartsProps) =>
  parts.length === 0 ? null : (
    <Notice action={{ name: "Remove from the URL", run: onForget }}>
      The study “{study}” does not have: <code>{parts.join(", ")}</code>
    </Notice>
  );

import { Link } from "@tanstack/react-router";
import type { ExperimentRecord } from "../sources/run-source.ts";
import { Message } from "./message.tsx";

interface UnknownExperimentProps {
  readonly id: string;
  readonly experiments: readonly ExperimentRecord[];
}

export const UnknownExperiment = ({ id, experiments }: UnknownExperimentProps) => (
  <Message title={`There is no experiment “${id}”`}>
    <p>{experiments.length === 0 ? "The store holds none." : "The store holds these:"}</p>
    <ul className="plain">
      {experiments.map((experiment) => (
        <li key={experiment.id}>
          <Link to="/" search={{ experiment: experiment.id }}>
            {experiment.name}
          </Link>
        </li>
      ))}
    </ul>
  </Message>
);

interface UnknownRunsProps {
  readonly ids: readonly string[];
  readonly study: string | undefined;
  readonly onForget: () => void;
}

/** Names the runs of an address that the experiment does not have; nothing if it has all. */
export const UnknownRuns = ({ ids, study, onForget }: UnknownRunsProps) =>
  ids.length === 0 ? null : (
    <div className="message note" role="alert">
      <p>
        Not in {study === undefined ? "this experiment" : `the experiment “${study}”`}, and left
        out: <code>{ids.join(", ")}</code>
      </p>
      <button type="button" onClick={onForget}>
        Take out of the address
      </button>
    </div>
  );

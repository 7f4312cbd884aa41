import { numberText } from "@vae-lab/viz";
import type { ExperimentRecord, RunRecord } from "../sources/run-source.ts";

interface StudyHeadProps {
  readonly experiments: readonly ExperimentRecord[];
  readonly name: string;
  /** One run per trial. */
  readonly trials: readonly RunRecord[];
  readonly onPick: (name: string) => void;
}

const tally = (runs: readonly RunRecord[], status: RunRecord["status"]): number =>
  runs.filter((run) => run.status === status).length;

/** The name of the study and the number of trials by status. */
export const StudyHead = ({ experiments, name, trials, onPick }: StudyHeadProps) => {
  const running = tally(trials, "RUNNING");
  const failed = tally(trials, "FAILED");
  const stopped = tally(trials, "KILLED");
  const finished = tally(trials, "FINISHED");
  return (
    <div className="study">
      <h1 className="unseen">Runs of {name}</h1>
      <label>
        <span className="unseen">Experiment</span>
        <select value={name} onChange={(event) => onPick(event.target.value)}>
          {experiments.map((experiment) => (
            <option key={experiment.id} value={experiment.name}>
              {experiment.name}
            </option>
          ))}
        </select>
      </label>
      <ul className="tally" aria-label="Trials">
        <li>
          <b>{numberText(finished)}</b> finished
        </li>
        {running > 0 && (
          <li className="running">
            <span className="pulse" aria-hidden="true" />
            <b>{running}</b> running
          </li>
        )}
        {failed > 0 && (
          <li className="failed">
            <b>{failed}</b> failed
          </li>
        )}
        {stopped > 0 && (
          <li>
            <b>{stopped}</b> stopped
          </li>
        )}
      </ul>
    </div>
  );
};

import { tags } from "@vae-lab/experiments/metrics";
import type { RunRecord } from "../sources/run-source.ts";

const isLater = (a: RunRecord, b: RunRecord): boolean =>
  a.startTime > b.startTime || (a.startTime === b.startTime && a.id > b.id);

const outranks = (a: RunRecord, b: RunRecord): boolean => {
  const [done, other] = [a.status === "FINISHED", b.status === "FINISHED"];
  return done === other ? isLater(a, b) : done;
};

/** The first run of each trial in the given order; runs without a trial count as one each. */
const firstOfEach = (
  runs: readonly RunRecord[],
  before: (a: RunRecord, b: RunRecord) => boolean,
): Map<string, RunRecord> => {
  const first = new Map<string, RunRecord>();
  for (const run of runs) {
    const trial = run.tags.get(tags.trial) ?? `run ${run.id}`;
    const other = first.get(trial);
    if (other === undefined || before(run, other)) first.set(trial, run);
  }
  return first;
};

/** Ids of failed and stopped runs whose trial was retried later. */
export const supersededIds = (runs: readonly RunRecord[]): ReadonlySet<string> => {
  const latest = firstOfEach(runs, isLater);
  return new Set(
    runs.flatMap((run) => {
      const trial = run.tags.get(tags.trial);
      const ended = run.status === "FAILED" || run.status === "KILLED";
      return trial !== undefined && ended && latest.get(trial)?.id !== run.id ? [run.id] : [];
    }),
  );
};

/** One run per trial: the finished one, otherwise the latest. */
export const oneOfEachTrial = (runs: readonly RunRecord[]): RunRecord[] => {
  const standing = new Set(firstOfEach(runs, outranks).values());
  return runs.filter((run) => standing.has(run));
};

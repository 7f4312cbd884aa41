import { MlflowError } from "mlflow-js-client";
import { errorMessage } from "../error-message.ts";

/** An item that could not be copied. */
export interface CopyProblem {
  readonly experiment: string;
  readonly runId?: string;
  readonly runName?: string;
  readonly modelId?: string;
  /** What could not be copied, such as `artifact "a.png"`. */
  readonly item: string;
  readonly message: string;
}

export interface CopyReport {
  experiments: number;
  /** Runs that were written, completely or in part. */
  runs: number;
  /** Runs that the target already had. */
  there: number;
  /** Deleted runs among those that were written. */
  deleted: number;
  points: number;
  files: number;
  /** Logged models that were written. */
  models: number;
  /** Deleted experiments, which are not copied. */
  leftOut: number;
  /** Items that were skipped. Their runs and models are tried again by the next copy. */
  problems: CopyProblem[];
}

export const emptyReport = (): CopyReport => ({
  ...{ experiments: 0, runs: 0, there: 0, deleted: 0, points: 0, files: 0, models: 0, leftOut: 0 },
  problems: [],
});

/** One problem as a line of text. */
export const problemText = (problem: CopyProblem): string => {
  const { experiment, runId, runName, modelId, item, message } = problem;
  const run = runId === undefined ? "" : `, run ${JSON.stringify(runName ?? "")} (${runId})`;
  const model = modelId === undefined ? "" : `, model ${modelId}`;
  return `experiment ${JSON.stringify(experiment)}${run}${model}: cannot copy ${item}: ${message}`;
};

/** Statuses that concern the server or the access to it, not the item. */
const serverStatuses = new Set([401, 403, 407, 408, 425, 429, 502, 503, 504]);

const concernsItem = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) &&
  (error.status === undefined ? error.isRejection : !serverStatuses.has(error.status));

/** Copies items and collects those that a server refuses; other errors end the copy. */
export const attempts = (
  report: Pick<CopyReport, "problems">,
  place: Omit<CopyProblem, "item" | "message">,
) => {
  let failed = 0;
  return {
    /** Whether the item was copied. */
    copy: async (item: string, work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        if (!concernsItem(error)) throw error;
        failed++;
        report.problems.push({ ...place, item, message: errorMessage(error) });
        return false;
      }
    },
    get failed() {
      return failed;
    },
  };
};

export type Attempts = ReturnType<typeof attempts>;

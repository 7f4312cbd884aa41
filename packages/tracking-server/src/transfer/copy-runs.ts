import { type Experiment, type MlflowClient, MlflowError, type Run } from "mlflow-js-client";
import type { CopyContext } from "./copy-context.ts";
import { CopyMarks, isDeleted } from "./copy-marks.ts";
import { copyModels } from "./copy-models.ts";
import { attempts, type CopyReport, emptyReport } from "./copy-report.ts";
import { copyRun } from "./copy-run.ts";

export interface CopyOptions {
  readonly from: MlflowClient;
  readonly to: MlflowClient;
  /** Called before each run. */
  readonly onRun?: (run: Run, report: CopyReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Copies all runs with their histories, datasets, artifacts and logged models to experiments of the
 * same names. Deleted runs are deleted in the copy; deleted experiments are not copied. An item that a
 * server refuses is skipped and reported. A copy may be stopped and repeated: copied runs have tags,
 * and sending a point, param or file twice changes nothing. A run that came from `to` is not copied
 * back.
 *
 * @throws MlflowError if a server cannot be reached, refuses access or fails, and the signal's reason.
 */
export const copyRuns = async ({ from, to, onRun, signal }: CopyOptions): Promise<CopyReport> => {
  const report = emptyReport();
  const context: CopyContext = { from, to, report, call: signal ? { signal } : {} };
  const { call } = context;
  for await (const _ of from.experiments.search({ viewType: "DELETED_ONLY" }, call))
    report.leftOut++;
  for await (const experiment of from.experiments.search({}, call))
    await attempts(report, { experiment: experiment.name }).copy("the experiment", () =>
      copyExperiment(experiment, context, onRun),
    );
  return report;
};

const copyExperiment = async (
  experiment: Experiment,
  context: CopyContext,
  onRun: CopyOptions["onRun"],
): Promise<void> => {
  const { from, to, report, call } = context;
  const marks = new CopyMarks(to);
  let target: string | undefined;
  for await (const run of from.runs.search(allOf(experiment), call)) {
    if (target === undefined) {
      target = await targetOf(experiment, to);
      await marks.read(target);
      report.experiments++;
    }
    onRun?.(run, report);
    await copyOrSkip(run, { ...experiment, experimentId: target }, marks, context);
  }
  if (target === undefined) return;
  const pair = { name: experiment.name, from: experiment.experimentId, to: target, marks };
  await copyModels(pair, context);
};

const copyOrSkip = async (
  run: Run,
  target: Experiment,
  marks: CopyMarks,
  context: CopyContext,
): Promise<void> => {
  const { to, report, call } = context;
  const known = marks.of(run);
  if (known === "whole" || known === "from there") {
    report.there++;
    return;
  }
  const { runId: source, runName, startTime } = run.info;
  const trying = attempts(report, { experiment: target.name, runId: source, runName });
  await trying.copy("the run", async () => {
    const { experimentId } = target;
    const begun =
      known ??
      (await to.runs.create({ experimentId, runName, startTime, tags: marks.begun(run) }, call));
    const { runId } = begun.info;
    marks.copied(run, runId);
    if (isDeleted(begun)) await to.runs.restore(runId, call);
    await copyRun(run, runId, trying, context);
    await marks.finish(run, runId, trying.failed === 0);
    if (isDeleted(run)) {
      await to.runs.delete(runId, call);
      report.deleted++;
    }
    report.runs++;
  });
};

/** In an order that stays while new runs are added. */
const allOf = ({ experimentId }: Experiment) =>
  ({
    experimentIds: [experimentId],
    viewType: "ALL",
    orderBy: ["attributes.start_time ASC"],
  }) as const;

const targetOf = async ({ name, tags }: Experiment, to: MlflowClient): Promise<string> => {
  const known = await to.experiments.getByName(name);
  if (known?.lifecycleStage === "deleted")
    throw new MlflowError("it is deleted at the target; restore or rename it there", {
      errorCode: "INVALID_STATE",
      isRejection: true,
    });
  return known?.experimentId ?? to.experiments.create({ name, tags });
};

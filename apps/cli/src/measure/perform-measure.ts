import { cacheLast, InputError, loadDataset, type Metrics } from "@vae-lab/experiments";
import { loadBackend, oneThread } from "@vae-lab/experiments/backend";
import { metricInfoOf } from "@vae-lab/experiments/metrics";
import {
  addMetrics,
  type LoadedRun,
  loadRun,
  measureRun,
  predictRun,
} from "@vae-lab/experiments/runs";
import type { MlflowClient } from "mlflow-js-client";
import { countText } from "../command-line/count-text.ts";
import { print, printJson } from "../command-line/output.ts";
import { withWorkspace } from "../sweep/with-workspace.ts";

export interface MeasureRequest {
  readonly runs: readonly string[];
  /** A study whose finished runs are measured too. */
  readonly study: string | undefined;
  /** Add the predictions of linear theory alone, and measure nothing. */
  readonly theory: boolean;
  readonly home: string;
  readonly json: boolean;
}

/** A key that only full measurement logs, whatever the model. */
const keyOfFull = "test/recall";
/** A key that every prediction has. */
const keyOfTheory = "theory/onset_beta";

/** The ids of the finished runs of a study that do not have a metric. */
const runsWithout = async (
  client: MlflowClient,
  study: string,
  wanted: string,
): Promise<string[]> => {
  const experiment = await client.experiments.getByName(study);
  if (experiment === undefined)
    throw new InputError(
      `cannot measure the runs of ${study}: the store has no such study; \`vae-lab runs\` lists all runs`,
    );
  const found: string[] = [];
  for await (const { info, data } of client.runs.search({
    experimentIds: [experiment.experimentId],
    filter: "attributes.status = 'FINISHED'",
  }))
    if (!data.metrics.some(({ key }) => key === wanted)) found.push(info.runId);
  return found;
};

const number = (value: number): string => String(Number(value.toPrecision(4)));

/** A line for each metric, its standard error beside it; members of series are left out. */
const metricsText = (metrics: Metrics): string =>
  Object.entries(metrics)
    .filter(([key]) => !key.endsWith("_se") && !/\/[\d.]+$/.test(key))
    .map(([key, value]) => {
      const error = metrics[`${key}_se`];
      const shown = error === undefined ? number(value) : `${number(value)} ± ${number(error)}`;
      return `  ${key.padEnd(42)} ${shown.padEnd(20)} ${metricInfoOf(key)?.label ?? ""}`.trimEnd();
    })
    .join("\n");

/** Measures runs one by one, and adds the metrics to those that are in tracking. */
export const performMeasure = async ({
  runs,
  study,
  theory,
  home,
  json,
}: MeasureRequest): Promise<void> => {
  if (runs.length === 0 && study === undefined)
    throw new InputError(
      "cannot measure: no run is named; name runs, or a study with --study; `vae-lab runs` lists all runs",
    );
  await withWorkspace(home, async (_workspace, { client }) => {
    const lacking = theory ? keyOfTheory : keyOfFull;
    const ofStudy = study === undefined ? [] : await runsWithout(client, study, lacking);
    Object.assign(process.env, oneThread); // as in a sweep, so that the numbers are the same
    const options = { backend: await loadBackend(), load: cacheLast(loadDataset) };
    const measured: { name: string; runId: string | undefined; metrics: Metrics }[] = [];
    for (const source of [...runs, ...ofStudy]) {
      const loaded: LoadedRun = await loadRun(source, { client, workspace: home });
      const metrics = {
        ...(theory ? {} : await measureRun(loaded, options)),
        ...(await predictRun(loaded, { load: options.load, workspace: home })),
      };
      loaded.model.dispose();
      const { name, run } = loaded;
      const added = run && (await addMetrics(client, run, metrics));
      measured.push({ name, runId: run?.info.runId, metrics });
      if (!json)
        print(
          `${name}${added ? `: ${countText(Object.keys(added).length, "metric")} added` : ""}\n${metricsText(metrics)}\n`,
        );
    }
    if (json) printJson(measured);
    else print(`${countText(measured.length, "run")} ${theory ? "predicted" : "measured"}`);
  });
};

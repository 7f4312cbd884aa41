import { imageSvg } from "./fixture/made-up-image.ts";
import { codesOf, pointsOf } from "./fixture/made-up-results.ts";
import { awkward, grid, type MadeUpTrial } from "./fixture/made-up-trials.ts";
import { type ImageRecord, RunNotFound, type RunRecord, type RunSource } from "./run-source.ts";
import { tableOf } from "./table-of.ts";

const perEpoch = 469;
const firstStart = Date.UTC(2026, 0, 2, 9);

const hex = (index: number): string =>
  Array.from({ length: 4 }, (_, part) =>
    Math.trunc(((Math.sin((index + 1) * (part + 1) * 12.9898) + 1) / 2) * 0xffffffff)
      .toString(16)
      .padStart(8, "0"),
  ).join("");

const recordOf = (trial: MadeUpTrial, index: number): RunRecord => {
  const points = pointsOf(trial, perEpoch);
  const startTime = firstStart + index * 20_000;
  const ended = trial.status === "FINISHED" || trial.status === "FAILED";
  return {
    id: hex(index),
    name: trial.name,
    experimentId: "1",
    status: trial.status,
    startTime,
    ...(ended && { endTime: startTime + 38_000 }),
    params: new Map(Object.entries(trial.params)),
    tags: new Map(trial.failure === undefined ? [] : [["vae_lab.failure", trial.failure]]),
    metrics: new Map(points.map(({ key, value, step }) => [key, { value, step }])),
    lastSeen: startTime + (trial.oddity === "silent" ? 0 : 38_000),
  };
};

const imageKindsOf = ({ params }: RunRecord): string[] => [
  "reconstructions",
  "samples",
  "codes",
  ...(params.get("model.latent") === "2" ? ["manifold"] : []),
];

/** Made-up runs, for working on the page without a server. */
export const fixtureRunSource = (
  trials: readonly MadeUpTrial[] = [...grid(3), ...awkward(3)],
): RunSource => {
  const runs = trials.map(recordOf);
  const indexOf = (runId: string): number => {
    const index = runs.findIndex((run) => run.id === runId);
    if (index < 0) throw new RunNotFound(`no run has the id ${runId}`);
    return index;
  };
  const get = (runId: string) => {
    const index = indexOf(runId);
    const [run, trial] = [runs[index], trials[index]];
    if (run === undefined || trial === undefined)
      throw new RunNotFound(`no run has the id ${runId}`);
    return {
      run,
      trial,
      index,
      epochs: Array.from(
        { length: run.metrics.get("test/reconstruction")?.step ?? 0 },
        (_, i) => i + 1,
      ),
    };
  };
  return {
    experiments: async () => [{ id: "1", name: "kl-direction" }],
    table: async (experimentId) => tableOf(experimentId, runs),
    archived: async (experimentId) => tableOf(experimentId, []),
    metrics: async () => new Map(),
    run: async (runId) => get(runId).run,
    runByStart: async (start) => {
      const run = runs.find(({ id }) => id.startsWith(start));
      if (run === undefined) throw new RunNotFound(`no run has an id that begins with ${start}`);
      return run;
    },
    series: async (runIds, key) =>
      runIds.flatMap((runId) =>
        pointsOf(get(runId).trial, perEpoch)
          .filter((point) => point.key === key)
          .map(({ key: own, step, value }) => ({
            ...{ runId, step, value },
            timestamp: get(runId).run.startTime + step * (own.startsWith("test/") ? 12_000 : 25),
          })),
      ),
    images: async (runId) => {
      const { run, index, epochs } = get(runId);
      return epochs.flatMap((epoch) =>
        imageKindsOf(run).map((kind): ImageRecord => {
          const svg = imageSvg(`${kind}, epoch ${epoch}`, index + epoch);
          return { kind, epoch, url: `data:image/svg+xml,${encodeURIComponent(svg)}` };
        }),
      );
    },
    codeEpochs: async (runId) => get(runId).epochs,
    codes: async (runId, epoch) => codesOf(get(runId).trial, epoch),
    folder: async (runId, path) => {
      const text = `log of ${get(runId).run.name}`;
      const url = `data:text/plain,${text}`;
      return path === "" ? [{ path: "log.txt", isFolder: false, size: text.length, url }] : [];
    },
    lineage: async () => ({ datasets: [], models: [], parent: undefined, children: [] }),
    text: async (runId) => `log of ${get(runId).run.name}`,
    logUrl: (runId) => `data:text/plain,log of ${runId}`,
  };
};

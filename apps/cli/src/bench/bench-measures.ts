import { textTable } from "@vae-lab/bench";
import { type Backend, cacheLast, loadDataset, runTrial } from "@vae-lab/experiments";
import { loadBackend, oneThread } from "@vae-lab/experiments/backend";
import { completeConfig } from "@vae-lab/experiments/config";
import { countText } from "../command-line/count-text.ts";
import { print, printNote } from "../command-line/output.ts";

type Config = ReturnType<typeof completeConfig>;

/** The VAE of Saghir's essay. */
const trial = (dataset: object, epochs: number): Config =>
  completeConfig({
    dataset,
    model: { kind: "vae", latent: 20 },
    objective: {},
    estimator: { kind: "pathwise" },
    epochs,
  });

/**
 * A trial of a study of small images, one of all images of MNIST, and one at the defaults of `vae-lab
 * train`; the first two have every measure.
 */
const full = [
  trial({ name: "mnist-14", trainSize: 10_000, testSize: 5000 }, 20),
  trial({ name: "mnist-binarised" }, 20),
  trial({ name: "mnist" }, 2),
];
/** Too small to measure anything. */
const small = [trial({ name: "mnist-14", trainSize: 500, testSize: 100 }, 1)];

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const training = "training steps";
const evaluation = "evaluation of an epoch";
const figures = "figures";

/** The processor time of each part of a trial with all measures, in seconds. */
const partsOf = async (
  config: Config,
  backend: Backend,
  load: typeof loadDataset,
): Promise<Map<string, number>> => {
  const parts = new Map<string, number>([[training, 0]]);
  const add = (part: string, seconds: number) => parts.set(part, (parts.get(part) ?? 0) + seconds);
  let last = cpuSeconds();
  const runPart = <T>(part: string, work: () => T): T => {
    const began = cpuSeconds();
    const result = work();
    add(part, cpuSeconds() - began);
    return result;
  };
  for await (const { kind } of runTrial(config, { backend, load, measure: "full", runPart })) {
    const now = cpuSeconds();
    if (kind === "step") add(training, now - last);
    last = now;
  }
  return parts;
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Prints what each measure costs of a trial, in processor time: of the second trial of its model in a
 * process, as in a sweep, so that compiling the model's functions does not count.
 */
export const benchMeasures = async (isQuick: boolean): Promise<void> => {
  Object.assign(process.env, oneThread); // as in a sweep
  const backend = await loadBackend();
  const load = cacheLast(loadDataset);
  for (const config of isQuick ? small : full) {
    const { dataset, epochs } = config;
    const { train, test } = await load(dataset);
    printNote(`measuring ${countText(epochs, "epoch")} of ${dataset.name}`);
    await partsOf({ ...config, epochs: 1 }, backend, load);
    const parts = await partsOf(config, backend, load);
    const total = [...parts.values()].reduce((sum, seconds) => sum + seconds, 0);
    print(
      `${countText(epochs, "epoch")} of ${train.size} images of ${dataset.name}, ${test.size} test images`,
    );
    print(
      textTable(
        ["part of the trial", "seconds", "share"],
        [...parts].map(([part, seconds]) => [part, seconds.toFixed(2), percent(seconds / total)]),
      ),
    );
    const atEnd = [...parts].filter(([part]) => ![training, evaluation, figures].includes(part));
    const shareAtEnd = atEnd.reduce((sum, [, seconds]) => sum + seconds, 0) / total;
    print(
      `each epoch: ${percent((parts.get(evaluation) ?? 0) / total)}; at the end: ${percent(shareAtEnd)}`,
    );
  }
};

// node epochs.ts CONFIG anew|once: runs whole trials of a config, with data and evaluation.
import { cacheLast, loadBackend, loadDataset, runTrial, TrialConfig } from "@vae-lab/experiments";
import { versions } from "../engines/engines.ts";
import { answerRequests } from "./answer.ts";

const config = TrialConfig.parse(JSON.parse(process.argv[2] ?? ""));
const backend = await loadBackend();
const load = process.argv[3] === "once" ? cacheLast(loadDataset) : loadDataset;

/** The part of a trial that ends with an event. */
const partOf = {
  started: "reading, first weights and compiling",
  predicted: "predictions",
  step: "steps",
  epoch: "evaluation and figures",
  restored: "evaluation and figures",
  snapshot: "snapshots",
  finished: "checkpoint",
};

let parts: Record<string, number> = {};
const trial = async (): Promise<number> => {
  let elbo = Number.NaN;
  let last = process.cpuUsage();
  parts = {};
  for await (const event of runTrial(config, { backend, load })) {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    const part = partOf[event.kind];
    parts[part] = (parts[part] ?? 0) + (user + system) / 1000;
    if (event.kind === "epoch") elbo = event.metrics["test/elbo"] ?? Number.NaN;
  }
  return elbo;
};

const engine = async (trials: number): Promise<number> => {
  let elbo = Number.NaN;
  for (let i = 0; i < trials; i++) elbo = await trial();
  return -elbo;
};
await answerRequests(await versions(), engine, () => parts);
process.exit(0);

import { loadBackend } from "../src/backend/native.ts";
import { readDataFile } from "../src/sweep/data-file.ts";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";
import { theoryMetrics } from "../src/theory/theory-metrics.ts";
import { runTrial } from "../src/trial/run-trial.ts";

const backend = await loadBackend();

/** Runs trials in this process; a stop takes effect at the next event. */
export const inProcessWorker = (): TrialWorker => {
  let isStopped = false;
  return {
    stop: async () => {
      isStopped = true;
    },
    run: async function* ({ config, dataHash }, _log, { dataFile, workspace, ...inputs } = {}) {
      for await (const event of runTrial(config, {
        backend,
        dataHash,
        ...inputs,
        snapshots: true,
        ...(workspace && { predict: (own, data) => theoryMetrics(own, data, workspace) }),
        ...(dataFile && { load: ({ name }) => readDataFile(dataFile, name, dataHash) }),
      })) {
        if (isStopped) throw new Error("the worker was stopped");
        yield event;
      }
    },
  };
};

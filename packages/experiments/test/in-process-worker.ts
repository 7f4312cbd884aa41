import { loadBackend } from "../src/backend/native.ts";
import { readDataFile } from "../src/sweep/data-file.ts";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";
import { runTrial } from "../src/trial/run-trial.ts";

const backend = await loadBackend();

/** Runs trials in this process; a stop takes effect at the next event. */
export const inProcessWorker = (): TrialWorker => {
  let isStopped = false;
  return {
    stop: async () => {
      isStopped = true;
    },
    run: async function* ({ config, dataHash }, _log, snapshot, measure, start, dataFile) {
      for await (const event of runTrial(config, {
        backend,
        dataHash,
        snapshot,
        measure,
        start,
        snapshots: true,
        ...(dataFile && { load: ({ name }) => readDataFile(dataFile, name, dataHash) }),
      })) {
        if (isStopped) throw new Error("the worker was stopped");
        yield event;
      }
    },
  };
};

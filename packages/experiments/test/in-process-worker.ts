import { loadBackend } from "../src/backend/native.ts";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";
import { runTrial } from "../src/trial/run-trial.ts";

const backend = await loadBackend();

/** Runs trials here instead of in a child process; stopping it is seen at the next event. */
export const inProcessWorker = (): TrialWorker => {
  let isStopped = false;
  return {
    stop: async () => {
      isStopped = true;
    },
    run: async function* ({ config }, _log, resumption) {
      for await (const event of runTrial(config, { backend, resumption })) {
        if (isStopped) throw new Error("the worker was stopped");
        yield event;
      }
    },
  };
};

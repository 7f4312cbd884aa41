import { expect, test } from "vitest";
import { idleWorker } from "./idle-worker.ts";
import { openLaboratory, tinyTrial } from "./laboratory.ts";

test("the number of requests per trial does not depend on the number of trials", async () => {
  const laboratory = await openLaboratory();
  try {
    let requests = 0;
    laboratory.intercept = () => {
      requests++;
    };
    const requestsOf = async (study: string, count: number): Promise<number> => {
      const trials = Array.from({ length: count }, (_, seed) => tinyTrial(1, { seed }));
      const before = requests;
      const { result } = await laboratory.sweep({
        ...{ study, trials },
        workers: 2,
        openWorker: idleWorker,
      });
      expect(result.rows.map(({ config }) => config.seed)).toEqual(trials.map(({ seed }) => seed));
      return requests - before;
    };
    const none = await requestsOf("none", 0);
    const few = (await requestsOf("few", 20)) - none;
    const many = (await requestsOf("many", 60)) - none;
    expect(many / 60).toBe(few / 20);
    // A search for other workspaces' runs before and after the run is created; the experiment, a search
    // and a request to create it; params, metrics, four files (config, command, checkpoint, log) and the status
    expect(few / 20).toBeLessThanOrEqual(12);

    // Finished trials need no requests of their own.
    expect(await requestsOf("many", 60)).toBe(await requestsOf("none", 0));
  } finally {
    await laboratory.close();
  }
});

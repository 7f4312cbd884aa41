import { expect, test } from "vitest";
import { idleWorker } from "./idle-worker.ts";
import { openLaboratory, tinyTrial } from "./laboratory.ts";

test("tracking is asked as often for each trial of a sweep, however many there are", async () => {
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
    const many = (await requestsOf("many", 200)) - none;
    expect(many / 200).toBe(few / 20);
    expect(few / 20).toBeLessThanOrEqual(6);

    // Those that are finished cost no more than the page that tells of them.
    expect(await requestsOf("many", 200)).toBe(await requestsOf("none", 0));
  } finally {
    await laboratory.close();
  }
});

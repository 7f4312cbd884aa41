import { describe, expect, test } from "vitest";
import { TrialConfig } from "../config/trial-config.ts";
import { runTrial } from "../trial/run-trial.ts";
import type { Metrics } from "../trial/trial-events.ts";
import type { MeasureLevel } from "./measure-level.ts";
import { errorKeyOf, metricInfoOf } from "./metrics.ts";

const dataset = { name: "bars", trainSize: 300, testSize: 120 };
const models: Record<string, object> = {
  "a VAE": {
    model: { kind: "vae", latent: 3, hidden: [16] },
    objective: {},
    estimator: { kind: "pathwise" },
  },
  "a VAE with discrete codes": {
    model: { kind: "vae", latent: 4, hidden: [16], codes: { kind: "bernoulli" } },
    objective: {},
    estimator: { kind: "score-function", baseline: "leave-one-out", samples: 4 },
  },
  "an autoencoder": { model: { kind: "autoencoder", latent: 3, hidden: [16] } },
};

/** The metrics of each epoch. */
const measured = async (config: object, measure: MeasureLevel): Promise<Metrics[]> => {
  const found: Metrics[] = [];
  const parsed = TrialConfig.parse({ dataset, epochs: 2, ...config });
  for await (const event of runTrial(parsed, { measure })) {
    const { "system/images_per_second": _, ...metrics } =
      "epoch" === event.kind ? event.metrics : {};
    if (event.kind === "epoch") found.push(metrics);
  }
  return found;
};

describe.each(Object.entries(models))("of %s", (_, config) => {
  test("full measurement adds metrics to the last epoch and changes none, and one group its own of them", async () => {
    const [first, last = {}] = await measured(config, "full");
    const [firstBasic, lastBasic] = await measured(config, "basic");
    expect(first).toEqual(firstBasic);
    expect(last).toMatchObject(lastBasic ?? {});
    const added = Object.keys(last).filter((key) => !(key in (lastBasic ?? {})));
    expect(added).toContain("test/recall");
    for (const key of added) {
      expect(last[key], key).toSatisfy(Number.isFinite);
      const info = metricInfoOf(key);
      expect(info, `${key} is not in the registry`).toBeDefined();
      if (!key.endsWith(errorKeyOf("")) && !info?.isExact)
        expect(added, `${key} has no standard error`).toContain(errorKeyOf(key));
    }
    const [, group = {}] = await measured(config, "generalisation");
    expect(last).toMatchObject(group);
    expect(Object.keys(group).filter((key) => !(key in (lastBasic ?? {})))).toEqual(
      added.filter((key) => /^test\/(gap_|(training_)?importance_weighted_bound)/.test(key)),
    );
  });
});

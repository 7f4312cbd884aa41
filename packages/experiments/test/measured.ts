import { type Model, rng, type TrainedModel } from "@vae-lab/core";
import type { SampleShape } from "@vae-lab/core/data";
import { runEagerly } from "@vae-lab/core/evaluation";
import { TrialConfig } from "../src/config/trial-config.ts";
import { evaluator } from "../src/metrics/evaluate.ts";
import type { Measured } from "../src/metrics/measurement.ts";

/** What is measured of a model on values without labels. */
export const measuredOf = (
  trained: TrainedModel<Model>,
  { training, test, shape }: { training: Float32Array; test: Float32Array; shape: SampleShape },
  config: object = {},
): Measured => {
  const D = trained.model.dataSize;
  const split = (values: Float32Array) => ({ values, size: values.length / D });
  const held = split(test);
  return {
    trained,
    config: TrialConfig.parse({
      dataset: { name: "bars" },
      model: { kind: "vae", latent: trained.model.latentSize },
      objective: {},
      estimator: { kind: "pathwise" },
      ...config,
    }),
    training: split(training),
    test: held,
    shape,
    evaluation: evaluator({ test: held, shape })(trained, rng(1)),
    rng: rng(2),
    run: runEagerly,
  };
};

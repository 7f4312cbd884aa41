import { expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { shortConfig } from "./short-config.ts";

test.each([
  {},
  { model: { latent: 2 }, objective: { beta: 4 }, seed: 7 },
  { model: { kind: "denoising-autoencoder", corruption: { kind: "gaussian", sd: 0.3 } } },
  { model: { codes: { kind: "categorical", classes: 4 } }, epochs: 20 },
  { inference: { kind: "iwae" }, estimator: { kind: "dreg", samples: 8 } },
  { dataset: { name: "bars", trainSize: 300 }, optimizer: { kind: "sgd", learningRate: 0.5 } },
])("a config made from %j is shortened to that", (part) => {
  const config = completeConfig(part);
  const short = shortConfig(config);
  expect(short).toEqual(part);
  expect(completeConfig(short)).toEqual(config);
});

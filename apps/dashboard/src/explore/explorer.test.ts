import { buildModel, loadModel, rng, saveModel } from "@vae-lab/core";
import type { NormalVaeDescription } from "@vae-lab/core/checkpoints";
import { expect, test } from "vitest";
import { explorerOf } from "./explorer.ts";

const plain: NormalVaeDescription = {
  kind: "vae",
  family: "normal",
  sample: { kind: "vector", length: 3 },
  latentSize: 2,
  hidden: [4],
  likelihood: { kind: "gaussian", variance: 1 },
};
const samples = { name: "own", values: new Float32Array(6), axes: [3], labels: undefined };

const explored = async (description: NormalVaeDescription) => {
  const model = buildModel(description);
  const parameters = model.init(rng(1));
  const loaded = await loadModel(
    await saveModel({ model, parameters, dispose: () => undefined }, description),
  );
  return () => explorerOf(loaded, samples, "cpu").opened().count;
};

test("a model of data alone is explored, and one that is conditional on labels is refused by name", async () => {
  expect((await explored(plain))()).toBe(2);
  const condition = { kind: "labels", classes: ["cat", "dog"], shares: [0.5, 0.5] } as const;
  expect(await explored({ ...plain, condition })).toThrow(
    "cannot explore the run: its model is conditional on labels, which this page does not choose yet; use vae-lab sample --label, reconstruct and interpolate",
  );
});

import { recipes } from "@vae-lab/core";
import type { LoadedModel } from "@vae-lab/core/checkpoints";
import { autoencoder } from "@vae-lab/core/models";
import { expect, test } from "vitest";
import { graphOf, layersOf, parameterCount } from "./model-graph.ts";

const sizes = { dataSize: 9, hidden: [5, 4], latentSize: 2 };

/** The parts of a loaded model that its drawings are made from. */
const loaded = (model: unknown) =>
  ({
    trained: { model },
    description: { likelihood: { kind: "bernoulli" } },
  }) as unknown as LoadedModel;

test("the layers of a model and its parameters are those of its networks", () => {
  const model = loaded(recipes.essayVae(sizes).model);
  expect(layersOf(model).map(({ name, inputs, outputs }) => [name, inputs, outputs])).toEqual([
    ["hidden.1", 9, 5],
    ["hidden.2", 5, 4],
    ["mean", 4, 2],
    ["logVariance", 4, 2],
    ["hidden.1", 2, 4],
    ["hidden.2", 4, 5],
    ["output", 5, 9],
  ]);
  const weights = 9 * 5 + 5 * 4 + 2 * (4 * 2) + 2 * 4 + 4 * 5 + 5 * 9;
  const biases = 5 + 4 + 2 * 2 + 4 + 5 + 9;
  expect(parameterCount(model)).toBe(weights + biases);
});

test("the code of a VAE is random, and that of an autoencoder is a function of the data", () => {
  expect(graphOf(loaded(recipes.essayVae(sizes).model)).latent.isRandom).toBe(true);
  const plain = graphOf(loaded(autoencoder(sizes)));
  expect(plain.latent.isRandom).toBe(false);
  expect(plain.encoder).toBe("z = f(x)");
});

import { TrialConfig } from "@vae-lab/experiments/config";
import { expect, test } from "vitest";
import { graphOfConfig, layerRowsOfConfig } from "./graph-of-config.ts";

const configOf = (model: object) =>
  TrialConfig.parse({
    dataset: { name: "mnist-14" },
    model: { latent: 2, hidden: [50, 20], ...model },
    ...("kind" in model &&
      model.kind === "vae" && {
        ...("prior" in model || "codes" in model
          ? { inference: { kind: "monte-carlo-elbo" } }
          : { objective: {} }),
        estimator: { kind: "pathwise" },
      }),
  });

test("the drawing of a VAE has its heads and its random code, and the decoder mirrors the encoder", () => {
  const rows = layerRowsOfConfig(configOf({ kind: "vae" }));
  expect(rows.map(({ boxes }) => boxes.map(({ size }) => size))).toEqual([
    [undefined],
    [50],
    [20],
    [2, 2],
    [2],
    [20],
    [50],
    [undefined],
  ]);
  expect(graphOfConfig(configOf({ kind: "vae" }))).toEqual({
    latent: { isRandom: true, text: "2 numbers, prior p(z)" },
    observed: { name: "example", text: "mnist-14" },
    decoder: "p(x|z), Bernoulli",
    encoder: "q(z|x), normal",
  });
});

test("the code of an autoencoder is not random, and a denoising one encodes the corrupted data", () => {
  const corruption = { kind: "masking", rate: 0.25 };
  const graph = graphOfConfig(configOf({ kind: "denoising-autoencoder", corruption }));
  expect(graph.latent.isRandom).toBe(false);
  expect(graph.encoder).toBe("z = f(x′)");
  const rows = layerRowsOfConfig(configOf({ kind: "autoencoder" }));
  expect(rows.map(({ key }) => key)).not.toContain("z");
});

test("networks without dense layers are named, not drawn as such", () => {
  const texts = layerRowsOfConfig(
    configOf({ kind: "vae", encoder: "convolutional", decoder: "autoregressive" }),
  ).flatMap(({ boxes }) => boxes.map(({ text }) => text));
  expect(texts).toContain("convolutional encoder");
  expect(texts.at(-1)).toBe("p(each value|z and the values before it)");
});

test("two layers of codes are drawn one above the other, up to z₂ and down again", () => {
  const config = configOf({ kind: "vae", codes: { kind: "two-layers", top: 3, between: [7, 5] } });
  expect(graphOfConfig(config)).toEqual({
    latent: { isRandom: true, text: "2 numbers" },
    upper: {
      text: "3 numbers",
      decoder: "p(z₁|z₂)",
      encoder: "q(z₂|z₁)",
    },
    observed: { name: "example", text: "mnist-14" },
    decoder: "p(x|z₁), Bernoulli",
    encoder: "q(z₁|x)",
  });
  expect(layerRowsOfConfig(config).map(({ boxes }) => boxes.map(({ size }) => size))).toEqual([
    ...[[undefined], [50], [20], [2, 2], [2]],
    ...[[7], [5], [3, 3], [3], [5], [7], [2, 2], [2]],
    ...[[20], [50], [undefined]],
  ]);
});

test("a prior that is learned is called so", () => {
  const textOf = (model: object) => graphOfConfig(configOf({ kind: "vae", ...model })).latent.text;
  expect(textOf({ prior: { kind: "mixture" } })).toBe("2 numbers, learned p(z)");
  expect(textOf({ prior: { kind: "vamp", components: 9 } })).toBe("2 numbers, learned p(z)");
});

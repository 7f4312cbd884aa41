import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadModel, rng, fit as trainedModel } from "@vae-lab/core";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);

/** The exports of an example of the README, which starts with the given words. */
const run = async (start: string, more = "") => {
  const code = examples.find((example) => example.startsWith(start)) ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, `${code}${more}`);
  try {
    return await import(`${file.href}?${encodeURIComponent(start)}`);
  } finally {
    rmSync(file);
  }
};

test("the first example of the README runs", async () => {
  const shown = await run(
    'import "@tensorflow/tfjs-node";',
    "\nexport { drawn, mean, rate, reconstruction };\n",
  );
  expect(shown.mean).toHaveLength(400);
  expect(shown.rate).toHaveLength(200);
  expect(Math.max(...shown.reconstruction)).toBeLessThan(0);
  expect(shown.drawn).toHaveLength(144);
});

test("the VAE with Bernoulli latent variables of the README trains", async () => {
  const { binary } = await run("import { adam, vae }");
  const options = { epochs: 1, batchSize: 50, seed: 7 };
  const trained = await trainedModel(binary, rng(1).uniforms(100 * 16), options);
  expect(trained.parameters).toHaveProperty("encoder.logits.weights");
  trained.dispose();
});

test("the model that the README saves is loaded, encodes, decodes and samples", async () => {
  const { encoded, means, drawn, bytes } = await run(
    "import { adam, buildModel",
    "\nexport { drawn, encoded, means };\n",
  );
  expect(encoded.mean.shape).toEqual([200, 2]);
  expect(means.shape).toEqual([200, 4, 4, 1]);
  expect(drawn.shape).toEqual([64, 4, 4, 1]);
  const again = await loadModel(bytes);
  expect(again.sample(64, { seed: 1 })).toEqual(drawn);
  again.dispose();
});

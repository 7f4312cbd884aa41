import { writeFileSync } from "node:fs";
import { loadBackend, loadDataset, runTrial } from "@vae-lab/experiments";
import { storyConfigs, storyImages, storyModelNames } from "../src/story/models/configs.ts";
import { packImages } from "../src/story/models/packed-images.ts";

// Trains the models of the story as `vae-lab train` does, and writes their checkpoints and the images
// that the story shows beside the configs.

const folder = new URL("../src/story/models/", import.meta.url);
const backend = await loadBackend();

for (const name of storyModelNames) {
  for await (const event of runTrial(storyConfigs[name], { backend })) {
    if (event.kind === "epoch")
      console.log(
        `${name}, epoch ${event.epoch}: reconstruction ${event.metrics["test/reconstruction"]?.toFixed(2)}, rate ${event.metrics["test/rate"]?.toFixed(2)}`,
      );
    if (event.kind === "finished")
      writeFileSync(new URL(`${name}.safetensors`, folder), event.checkpoint);
  }
}

const { test } = await loadDataset(storyConfigs.vae.dataset);
const size = test.values.length / test.size;
writeFileSync(
  new URL("digits.bin", folder),
  packImages({
    values: test.values.subarray(0, storyImages * size),
    labels: Float32Array.from(test.labels?.subarray(0, storyImages) ?? []),
  }),
);

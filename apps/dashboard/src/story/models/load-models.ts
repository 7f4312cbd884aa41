import * as tf from "@tensorflow/tfjs";
import { loadModel } from "@vae-lab/core";
import type { LoadedModel } from "@vae-lab/core/checkpoints";
import { explorerOf } from "../../explore/explorer.ts";
import type { OpenedRun } from "../../explore/messages.ts";
import autoencoderUrl from "./autoencoder.safetensors?url";
import collapsedUrl from "./collapsed.safetensors?url";
import { type StoryModelName, storyImages, storyModelNames } from "./configs.ts";
import digitsUrl from "./digits.bin?url";
import { unpackImages } from "./packed-images.ts";
import vaeUrl from "./vae.safetensors?url";

const urls: Readonly<Record<StoryModelName, string>> = {
  autoencoder: autoencoderUrl,
  vae: vaeUrl,
  collapsed: collapsedUrl,
};

/** A model of the story, and what it makes of the story's images. */
export interface StoryModel extends Omit<ReturnType<typeof explorerOf>, "opened"> {
  readonly model: LoadedModel;
  readonly run: OpenedRun;
}

export type StoryModels = Readonly<Record<StoryModelName, StoryModel>>;

const bytesAt = async (url: string): Promise<Uint8Array> => {
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`cannot read the story's models: ${url} gives ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/**
 * Loads the models of the story on TensorFlow.js' plain backend, which a page opened from disk has too:
 * networks of this size take milliseconds on it.
 */
export const loadStoryModels = async (): Promise<StoryModels> => {
  await tf.setBackend("cpu");
  const digits = await bytesAt(digitsUrl);
  const opened = async (name: StoryModelName): Promise<[StoryModelName, StoryModel]> => {
    const model = await loadModel(await bytesAt(urls[name]));
    const axes = model.sampleShape;
    const size = axes.reduce((product, length) => product * length, 1);
    const images = unpackImages(digits, storyImages, size);
    const { opened: run, ...explorer } = explorerOf(
      model,
      { name: "digits", axes, ...images },
      "cpu",
    );
    return [name, { ...explorer, model, run }];
  };
  return Object.fromEntries(await Promise.all(storyModelNames.map(opened))) as StoryModels;
};

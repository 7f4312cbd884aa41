import { loadModel } from "@vae-lab/core";
import { expose } from "comlink";
import { wasmBackend } from "../worker/wasm-backend.ts";
import { explorerOf } from "./explorer.ts";
import type { Explorer } from "./messages.ts";
import { fetchSamples, samplesUrlOf } from "./read-samples.ts";

// Runs a run's model in a thread of its own, so that the page responds while it computes.

let explorer: ReturnType<typeof explorerOf> | undefined;

const current = (): ReturnType<typeof explorerOf> => {
  if (explorer === undefined) throw new Error("cannot explore before a run is open");
  return explorer;
};

const checkpointAt = async (url: string): Promise<ArrayBuffer> => {
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`cannot read the run's checkpoint: the server answers ${response.status}`);
  return response.arrayBuffer();
};

const worker: Explorer = {
  open: async (checkpointUrl, first) => {
    const [backend, bytes] = await Promise.all([wasmBackend(), checkpointAt(checkpointUrl)]);
    const model = await loadModel(bytes);
    const samples = await fetchSamples(samplesUrlOf(model.metadata, first));
    explorer = explorerOf(model, samples, backend);
    return explorer.opened;
  },
  original: (index) => current().original(index),
  decode: (z, label) => current().decode(z, label),
  encode: (x, label) => current().encode(x, label),
  fromPrior: (count, seed, label) => current().fromPrior(count, seed, label),
  fromAggregate: (count, seed) => current().fromAggregate(count, seed),
  aggregatePath: (from, to, steps) => current().aggregatePath(from, to, steps),
};

expose(worker);

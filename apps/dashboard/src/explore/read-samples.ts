import { type Checkpoint, decodeSafetensors } from "@vae-lab/core";
import { samplesPath } from "@vae-lab/experiments/samples-path";
import type { Samples } from "./messages.ts";

const listIn = ({ metadata }: Checkpoint, key: string): string[] | undefined => {
  const text = metadata[key];
  return text === undefined ? undefined : JSON.parse(text);
};

/** The address at which the server has the first samples that a checkpoint's model was tested on. */
export const samplesUrlOf = (metadata: Readonly<Record<string, string>>, first: number): string => {
  const { config, "data.hash": hash } = metadata;
  if (config === undefined || !hash)
    throw new Error(
      "cannot find the run's data: its checkpoint does not say which data it was trained on",
    );
  const dataset = JSON.stringify(JSON.parse(config).dataset);
  return `${samplesPath}?${new URLSearchParams({ dataset, hash, first: String(first) })}`;
};

/** Reads a file of samples. @throws Error with the server's reason if it has none */
export const fetchSamples = async (url: string): Promise<Samples> => {
  const response = await fetch(url);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("application/octet-stream")) {
    const answer = type.startsWith("application/json") ? await response.json() : undefined;
    throw new Error(
      `cannot read the run's data: ${answer?.error ?? `the server has none (${response.status}); open the run in the dashboard of vae-lab on the machine with the data`}`,
    );
  }
  const file = decodeSafetensors(await response.arrayBuffer());
  const { values, labels } = file.tensors;
  if (values === undefined) throw new Error("cannot read the run's data: the file has no values");
  return {
    name: file.metadata.name ?? "data",
    values: values.values,
    axes: values.shape.slice(1),
    columns: listIn(file, "columns"),
    labels: labels?.values,
    classes: listIn(file, "classes"),
  };
};

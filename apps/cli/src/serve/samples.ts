import { encodeSafetensors, type PlainTensor } from "@vae-lab/core";
import { sampleAxes, sampleLength, undoTransform } from "@vae-lab/core/data";
import { type Dataset, loadDataset } from "@vae-lab/experiments";
import { DatasetConfig, issueMessages } from "@vae-lab/experiments/config";
import { z } from "zod";

/** More samples than the explorer shows. */
const maxSamples = 60_000;

const Query = z.object({
  /** The dataset of a config, as JSON. */
  dataset: z
    .string("dataset must be JSON")
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "dataset must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(DatasetConfig),
  /** The hash that the data must have: nobody gets data whose content they do not know. */
  hash: z
    .string("hash must be a SHA-256 in hexadecimal")
    .regex(/^[0-9a-f]{64}$/, "hash must be a SHA-256 in hexadecimal"),
  split: z.enum(["train", "test"]).default("test"),
  first: z.coerce.number().int().min(1).max(maxSamples).default(5_000),
});

type Query = z.infer<typeof Query>;

const refusal = (status: number, message: string): Response =>
  Response.json({ error: message }, { status });

/** The first samples of a split in the units of the data, with their labels, as a safetensors file. */
const fileOf = ({ shape, classes, transform, name, ...splits }: Dataset, query: Query) => {
  const { values, labels, size } = splits[query.split];
  const axes = sampleAxes(shape);
  const count = Math.min(query.first, size);
  const width = sampleLength(shape);
  const shown = values.slice(0, count * width);
  const tensors: Record<string, PlainTensor> = {
    values: {
      shape: [count, ...axes],
      values: transform === undefined ? shown : undoTransform(transform, shown, width),
    },
    ...(labels && {
      labels: { shape: [count], values: Float32Array.from(labels.subarray(0, count)) },
    }),
  };
  return encodeSafetensors(tensors, {
    name,
    ...(classes && { classes: JSON.stringify(classes) }),
    ...(shape.kind === "vector" && shape.columns && { columns: JSON.stringify(shape.columns) }),
  });
};

/** Data sets that pages ask for again and again, without the split that is not asked for. */
const held = new Map<string, Promise<Dataset>>();
const maxHeld = 2;

/** The data set, with the values of one split. Loading takes seconds, so the last ones are held. */
const datasetWith = (dataset: Query["dataset"], split: Query["split"]): Promise<Dataset> => {
  const key = JSON.stringify([dataset, split]);
  const known = held.get(key);
  if (known !== undefined) return known;
  const other = split === "test" ? "train" : "test";
  const empty = { values: new Float32Array(0), size: 0 };
  const loaded = loadDataset(dataset).then((whole) => ({ ...whole, [other]: empty }));
  held.set(key, loaded);
  loaded.catch(() => held.delete(key)); // what is missing now may be there next time
  for (const oldest of [...held.keys()].slice(0, -maxHeld)) held.delete(oldest);
  return loaded;
};

/**
 * Serves the samples of a run's data set to the page's explorer: GET with the dataset of its config and
 * the hash of its data. Other data than those of the hash are refused.
 */
export const serveSamples = async (request: Request): Promise<Response> => {
  if (request.method !== "GET") return refusal(405, "cannot change samples: use GET");
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return refusal(400, issueMessages(query.error).join("; "));
  let dataset: Dataset;
  try {
    dataset = await datasetWith(query.data.dataset, query.data.split);
  } catch (error) {
    return refusal(404, error instanceof Error ? error.message : String(error));
  }
  if (dataset.hash !== query.data.hash)
    return refusal(
      409,
      `the data changed since the run was trained (their hash was ${query.data.hash} and is ${dataset.hash})`,
    );
  return new Response(new Uint8Array(fileOf(dataset, query.data)), {
    headers: {
      "content-type": "application/octet-stream",
      "cache-control": "private, max-age=3600",
    },
  });
};

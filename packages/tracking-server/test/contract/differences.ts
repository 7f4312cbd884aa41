interface Difference {
  readonly embedded: unknown;
  readonly mlflow: unknown;
  readonly reason: string;
}

/**
 * Where the embedded server and MLflow 3.17.2 part, as the contract suite measures it on both:
 * a difference that is gone fails its test as much as a new one.
 */
export const differences = {
  "what an infinity is read back as": {
    embedded: Infinity,
    mlflow: Number.MAX_VALUE,
    reason: "MLflow's SQL store keeps an infinity as the greatest double; it survives here",
  },
  "status of a batch of more than 1,000,000 bytes": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow documents the limit and no longer enforces it; older servers do, so we do",
  },
  "status of `true` as a metric's value": {
    embedded: 400,
    mlflow: 200,
    reason: "protobuf's JSON reads true as 1; a boolean that is logged as a number is a mistake",
  },
  "status of an upload onto a folder": {
    embedded: 400,
    mlflow: 500,
    reason: "MLflow lets Python's IsADirectoryError through; what is wrong is the request",
  },
  "status of a second clause without AND": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow's parser reads the clauses as joined; it may as well be a forgotten OR",
  },
  "status of a filter that ends with AND": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow's parser passes over it; the filter was cut off",
  },
  "status of an order by nothing": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow orders by the metric with no name; the key was forgotten",
  },
  "status of an order by one key twice": {
    embedded: 400,
    mlflow: 500,
    reason: "MLflow words it as a refusal and sends it as INTERNAL_ERROR",
  },
  "a quote within quotes is written twice": {
    embedded: true,
    mlflow: false,
    reason: "MLflow keeps both; SQL, whose grammar it borrows, has no other way to write it",
  },
  "filters have OR, parentheses and numbers of params": {
    embedded: true,
    mlflow: false,
    reason: "MLflow joins by AND only, and compares params as text only",
  },
  "a sample keeps the least and the greatest value": {
    embedded: true,
    mlflow: false,
    reason: "MLflow samples steps evenly, so that a spike between two of them is never drawn",
  },
  "an unknown endpoint is told as JSON": {
    embedded: true,
    mlflow: false,
    reason: "MLflow's framework answers with a page; a client then cannot tell what went wrong",
  },
  "errors carry sqlstate and error_class": {
    embedded: false,
    mlflow: true,
    reason: "they serve the makers' own hosted service; no client of the open API reads them",
  },
  "an artifact's answer forbids scripts": {
    embedded: true,
    mlflow: false,
    reason: "an uploaded page or SVG must not run on the dashboard's origin: a sandbox policy",
  },
  "images are shown in place": {
    embedded: true,
    mlflow: false,
    reason: "MLflow sends every artifact as an attachment; raster images are safe to show",
  },
  "writers that are served at once": {
    embedded: 100,
    mlflow: 10,
    reason: "MLflow's pool has 15 connections; the writers that wait for one get 500 after 30 s",
  },
  "bulk history is JSON also with NaN": {
    embedded: true,
    mlflow: false,
    reason: 'MLflow prints a bare NaN, which JSON.parse refuses; here it is the string "NaN"',
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof differences;

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
  "names with # or an encoded character are kept": {
    embedded: true,
    mlflow: false,
    reason:
      "MLflow refuses # and decodes a name until it no longer changes: 50%25 is stored as 50%",
  },
  "artifacts have ranges and entity tags": {
    embedded: true,
    mlflow: false,
    reason: "MLflow streams files without conditions; a page then loads them anew each time",
  },
  "status of a read from a foreign page": {
    embedded: 403,
    mlflow: 200,
    reason: "MLflow checks the origin of writes only; a foreign page could keep a server busy",
  },
  "status of a body that is not JSON": {
    embedded: 400,
    mlflow: 500,
    reason: "MLflow lets Python's error through; what is wrong is the request",
  },
  "status of a bare NaN or infinity in JSON": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow drops the field and all after it: the metric becomes 0 at time 0",
  },
  "status of a number as an id or a text": {
    embedded: 200,
    mlflow: 400,
    reason: "hand-written requests have ids and params without quotes; the decimal text is meant",
  },
  "what a number as a param's value in a batch is read back as": {
    embedded: "4",
    mlflow: "",
    reason: "MLflow drops the field without an error, and the param is empty",
  },
  "status of an unknown name of an enum": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow ignores it, so that a run with a misspelt status stays RUNNING",
  },
  "what a fractional timestamp is read back as": {
    embedded: 1_700_000_000_000,
    mlflow: 0,
    reason:
      "MLflow drops the field; other clients multiply seconds by 1000, so the fraction is dropped",
  },
  "status of a fractional step": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow drops the field, and all points lie on step 0",
  },
  "status of a text with NUL": {
    embedded: 400,
    mlflow: 200,
    reason: "the SQLite binding ends texts at NUL: two such names would be one",
  },
  "status of a text with half a surrogate pair": {
    embedded: 400,
    mlflow: 200,
    reason: "it is no Unicode; MLflow drops the field without an error",
  },
  "status of a filter of 64 comparisons": {
    embedded: 200,
    mlflow: 503,
    reason: "MLflow joins a table for each comparison, and SQLite joins at most 64",
  },
  "status of a location that steps out of its folder": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow takes it, and refuses every artifact later",
  },
  "a dataset without a digest stands for every version of it": {
    embedded: true,
    mlflow: false,
    reason: "MLflow's store has it so, but its REST handler reads an absent digest as an empty one",
  },
  "status of a path of the model registry": {
    embedded: 501,
    mlflow: 200,
    reason: "this server stores runs, their artifacts and logged models, and has no registry",
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof differences;

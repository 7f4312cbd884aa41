interface Difference {
  readonly embedded: unknown;
  readonly mlflow: unknown;
  readonly reason: string;
}

/** Differences between the embedded server and MLflow 3.17.2. The contract suite measures both sides. */
export const differences = {
  "value of a stored infinity": {
    embedded: Infinity,
    mlflow: Number.MAX_VALUE,
    reason: "MLflow's SQL store keeps an infinity as the largest double",
  },
  "status of a batch of more than 1,000,000 bytes": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow documents the limit, and only older servers enforce it",
  },
  "status of `true` as a metric's value": {
    embedded: 400,
    mlflow: 200,
    reason: "protobuf's JSON reads true as 1; a boolean logged as a number is a mistake",
  },
  "status of an upload onto a folder": {
    embedded: 400,
    mlflow: 500,
    reason: "MLflow passes Python's IsADirectoryError on, though the request is wrong",
  },
  "status of a second clause without AND": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow's parser joins the clauses by AND, though OR may have been meant",
  },
  "status of a filter that ends with AND": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow's parser ignores it, though the filter is incomplete",
  },
  "status of an order by nothing": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow orders by a metric without a name, though the key is missing",
  },
  "status of an order by one key twice": {
    embedded: 400,
    mlflow: 500,
    reason: "MLflow sends its refusal as INTERNAL_ERROR",
  },
  "a doubled quote within quotes is one quote": {
    embedded: true,
    mlflow: false,
    reason: "MLflow keeps both; in SQL, whose grammar it follows, a doubled quote is one quote",
  },
  "filters have OR, parentheses and numbers of params": {
    embedded: true,
    mlflow: false,
    reason: "MLflow joins by AND only, and compares params as text",
  },
  "a sample contains the minimum and the maximum": {
    embedded: true,
    mlflow: false,
    reason: "MLflow samples steps evenly, so a spike between two of them is not drawn",
  },
  "the answer for an unknown endpoint is JSON": {
    embedded: true,
    mlflow: false,
    reason: "MLflow answers with a page, from which a client cannot read the error",
  },
  "errors carry sqlstate and error_class": {
    embedded: false,
    mlflow: true,
    reason: "the hosted service of MLflow's makers uses them; no client of the open API reads them",
  },
  "artifact responses forbid scripts": {
    embedded: true,
    mlflow: false,
    reason: "an uploaded page or SVG must not run scripts on the dashboard's origin",
  },
  "images are shown inline": {
    embedded: true,
    mlflow: false,
    reason: "MLflow sends every artifact as an attachment, though raster images are safe",
  },
  "concurrent writers without errors": {
    embedded: 100,
    mlflow: 10,
    reason: "MLflow's pool has 15 connections; writers that wait for one get 500 after 30 s",
  },
  "a bulk history with NaN is valid JSON": {
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
    reason: "MLflow passes Python's error on, though the request is wrong",
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
  "value of a param logged as the number 4 in a batch": {
    embedded: "4",
    mlflow: "",
    reason: "MLflow drops the field without an error, and the param is empty",
  },
  "status of an unknown name of an enum": {
    embedded: 400,
    mlflow: 200,
    reason: "MLflow ignores it, so that a run with a misspelt status stays RUNNING",
  },
  "value of a fractional timestamp": {
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
  "a dataset filter without a digest matches every version": {
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

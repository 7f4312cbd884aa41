/** MLflow's limits (mlflow/utils/validation.py, 3.17). Lengths count code points. */
export const limits = {
  metricsPerBatch: 1_000,
  paramsPerBatch: 100,
  tagsPerBatch: 100,
  entitiesPerBatch: 1_000,
  bytesPerBatch: 1_000_000,
  keyLength: 250,
  paramLength: 6_000,
  tagLength: 8_000,
  experimentNameLength: 500,
  experimentTagLength: 20_000,
  datasetNameLength: 500,
  datasetDigestLength: 36,
  datasetSourceLength: 65_535,
  datasetSchemaLength: 1_048_575,
  datasetProfileLength: 16_777_215,
  datasetsPerRequest: 1_000,
  inputTagKeyLength: 255,
  inputTagLength: 500,
  searchPageSize: 1_000,
  maxSearchPageSize: 50_000,
  modelsPerPage: 100,
  historyPageSize: 25_000,
  pointsPerBulkHistory: 25_000,
  runsPerHistoryRequest: 100,
  pointsPerRunOfHistory: 2_500,
  /** Bytes of a file that MLflow's own page may upload. */
  pageUploadBytes: 10 * 1024 * 1024,
} as const;

/** Whether a key has only characters that MLflow allows: Python's `\w` and `/`, `.`, `-`, `:`, space. */
export const hasKeyCharacters = (key: string): boolean => /^[/\p{L}\p{N}_.\- :]*$/u.test(key);

/** The length of a text in code points, as Python counts it. */
export const lengthOf = (text: string): number => {
  let units = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const code = text.charCodeAt(at);
    if (code < 0xd800 || code >= 0xdc00) continue;
    const next = text.charCodeAt(at + 1);
    if (next >= 0xdc00 && next < 0xe000) units--;
  }
  return units;
};

/** The first `length` code points of a text. */
export const cutTo = (text: string, length: number): string =>
  text.length <= length ? text : [...text].slice(0, length).join("");

const plainKey = /^[\w\-: ][\w.\-: ]*(\/[\w\-: ][\w.\-: ]*)*$/;

/**
 * Whether a key obeys all rules and is as most keys are: parts of ASCII between slashes, none of which
 * begins with a dot. Keys repeat with every point, and this is a fast answer.
 */
export const isPlainKey = (key: string): boolean =>
  key.length <= limits.keyLength && plainKey.test(key);

/**
 * Why a key cannot be logged, or undefined if it can. `kind`, such as "metric", begins the sentence.
 */
export const invalidKeyReason = (kind: string, key: string): string | undefined => {
  if (isPlainKey(key)) return undefined;
  const got = `got ${JSON.stringify(key)}`;
  if (key === "") return `a ${kind} key must not be empty, ${got}`;
  if (lengthOf(key) > limits.keyLength)
    return `a ${kind} key must have at most ${limits.keyLength} characters, got ${lengthOf(key)}: ${JSON.stringify(`${key.slice(0, 40)}…`)}`;
  if (!hasKeyCharacters(key))
    return `a ${kind} key may contain only letters, digits, "_", "-", ".", ":", "/" and spaces, ${got}`;
  if (key.split("/").some((part) => part === "" || part === "." || part === ".."))
    return `a ${kind} key must be a plain relative path (no "//", no "." or ".." part, no "/" at either end), ${got}`;
  return undefined;
};

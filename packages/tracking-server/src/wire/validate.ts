import { type ApiError, invalid } from "../api-error.ts";

/** MLflow's limits and messages (mlflow/utils/validation.py, 3.17). */
const keyLength = 250;
const paramLength = 6_000;
const tagLength = 8_000;
const experimentTagLength = 20_000;
const experimentNameLength = 500;

const badCharacters =
  "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

const invalidValue = (path: string, value: unknown, message: string): ApiError =>
  invalid(`Invalid value ${JSON.stringify(value)} for parameter '${path}' supplied: ${message}`);

/** Python counts code points. */
const lengthOf = (text: string): number =>
  text.length <= keyLength ? text.length : [...text].length;

const checkLength = (name: string, limit: number, value: string): void => {
  if (value.length > limit && lengthOf(value) > limit)
    throw invalid(`'${name}' exceeds the maximum length of ${limit} characters`);
};

/** MLflow cuts what is longer. */
const cut = (value: string, limit: number): string =>
  value.length <= limit ? value : [...value].slice(0, limit).join("");

/** What Python's posixpath.normpath makes of a name. */
export const normalPath = (name: string): string => {
  const root = /^\/\/(?!\/)/.test(name) ? "//" : name.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || root === "") parts.push(part);
  }
  return `${root}${parts.join("/")}` || ".";
};

const checkKey = (key: string, path: string): void => {
  if (!/^[/\p{L}\p{N}_.\- :]*$/u.test(key)) throw invalidValue(path, key, badCharacters);
  const resolved = normalPath(key);
  if (resolved !== key || key === "." || key.startsWith("..") || key.startsWith("/"))
    throw invalidValue(
      path,
      key,
      `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${resolved}'`,
    );
};

export const checkMetric = (metric: { key: string; timestamp: number }, path: string): void => {
  checkKey(metric.key, `${path}name`);
  if (metric.timestamp < 0)
    throw invalidValue(
      `${path}timestamp`,
      metric.timestamp,
      `metric '${metric.key}'. Timestamp must be a nonnegative long (64-bit integer) `,
    );
  checkLength("Metric name", keyLength, metric.key);
};

export interface Pair {
  readonly key: string;
  readonly value: string;
}

export const checkedParam = ({ key, value }: Pair, path: string): Pair => {
  checkKey(key, `${path}key`);
  checkLength("Param key", keyLength, key);
  return { key, value: cut(value, paramLength) };
};

export const checkedTag = ({ key, value }: Pair, path: string): Pair => {
  checkKey(key, `${path}key`);
  checkLength(`${path}key`, keyLength, key);
  return { key, value: cut(value, tagLength) };
};

export const checkedExperimentTag = (tag: Pair): Pair => {
  checkKey(tag.key, "key");
  checkLength("key", keyLength, tag.key);
  checkLength("value", experimentTagLength, tag.value);
  return tag;
};

export const checkExperimentName = (name: string): void => {
  if (name === "") throw invalid("Invalid experiment name: ''");
  checkLength("name", experimentNameLength, name);
};

export const checkMaxResults = (maxResults: number, most = 50_000): void => {
  const value = `Invalid value ${maxResults} for parameter 'max_results' supplied. It must be`;
  if (maxResults < 1) throw invalid(`${value} a positive integer`);
  if (maxResults > most) throw invalid(`${value} at most ${most}`);
};

const batchLimits = { metrics: 1_000, params: 100, tags: 100 } as const;
const entitiesPerBatch = 1_000;

export const checkBatchCounts = (counts: Record<keyof typeof batchLimits, number>): void => {
  const check = (name: string, limit: number, count: number): void => {
    if (count > limit)
      throw invalid(
        `A batch logging request can contain at most ${limit} ${name}. Got ${count} ${name}. Please split up ${name} across multiple requests and try again.`,
      );
  };
  check("metrics", batchLimits.metrics, counts.metrics);
  check("params", batchLimits.params, counts.params);
  check("tags", batchLimits.tags, counts.tags);
  const all = counts.metrics + counts.params + counts.tags;
  check("metrics, params, and tags", entitiesPerBatch, all);
};

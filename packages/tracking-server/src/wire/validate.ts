import { cutTo, hasKeyCharacters, isPlainKey, lengthOf, limits } from "mlflow-js-client/limits";
import { type ApiError, invalid } from "../api-error.ts";
import { shown } from "./shown.ts";

/** MLflow's messages (mlflow/utils/validation.py, 3.17). */
const badCharacters =
  "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

const invalidValue = (path: string, value: unknown, message: string): ApiError =>
  invalid(`Invalid value ${shown(value)} for parameter '${path}' supplied: ${message}`);

export const checkLength = (name: string, limit: number, value: string): void => {
  if (value.length > limit && lengthOf(value) > limit)
    throw invalid(`'${name}' exceeds the maximum length of ${limit} characters`);
};

/** The result of Python's posixpath.normpath. */
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
  if (isPlainKey(key)) return;
  if (!hasKeyCharacters(key)) throw invalidValue(path, key, badCharacters);
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
  checkLength("Metric name", limits.keyLength, metric.key);
};

export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** A param whose value is cut to MLflow's limit, as MLflow does. */
export const checkedParam = ({ key, value }: Pair, path: string): Pair => {
  checkKey(key, `${path}key`);
  checkLength("Param key", limits.keyLength, key);
  return { key, value: cutTo(value, limits.paramLength) };
};

/** A tag whose value is cut to MLflow's limit, as MLflow does. */
export const checkedTag = ({ key, value }: Pair, path: string): Pair => {
  checkKey(key, `${path}key`);
  checkLength(`${path}key`, limits.keyLength, key);
  return { key, value: cutTo(value, limits.tagLength) };
};

export const checkedExperimentTag = (tag: Pair): Pair => {
  checkKey(tag.key, "key");
  checkLength("key", limits.keyLength, tag.key);
  checkLength("value", limits.experimentTagLength, tag.value);
  return tag;
};

export const checkExperimentName = (name: string): void => {
  if (name === "") throw invalid("Invalid experiment name: ''");
  checkLength("name", limits.experimentNameLength, name);
};

export const checkMaxResults = (maxResults: number, max = limits.maxSearchPageSize): void => {
  const value = `Invalid value ${maxResults} for parameter 'max_results' supplied. It must be`;
  if (maxResults < 1) throw invalid(`${value} a positive integer`);
  if (maxResults > max) throw invalid(`${value} at most ${max}`);
};

export const checkBatchCounts = (counts: {
  metrics: number;
  params: number;
  tags: number;
}): void => {
  const check = (name: string, limit: number, count: number): void => {
    if (count > limit)
      throw invalid(
        `A batch logging request can contain at most ${limit} ${name}. Got ${count} ${name}. Please split up ${name} across multiple requests and try again.`,
      );
  };
  check("metrics", limits.metricsPerBatch, counts.metrics);
  check("params", limits.paramsPerBatch, counts.params);
  check("tags", limits.tagsPerBatch, counts.tags);
  const all = counts.metrics + counts.params + counts.tags;
  check("metrics, params, and tags", limits.entitiesPerBatch, all);
};

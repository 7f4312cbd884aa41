import { nameOf } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { metricInfo } from "../study/metric-registry.ts";
import { paramLabel } from "../study/params.ts";
import { durationOf, isValidTime } from "../study/progress.ts";

type Value = string | number | undefined;

/** A property of runs that a filter can refer to. */
export interface Field {
  readonly kind: "attribute" | "param" | "metric" | "tag";
  /** The full key, which is always a valid name. */
  readonly key: string;
  /** The run's value; undefined if it has none. */
  readonly of: (run: RunRecord) => Value;
}

/** Fields by each of their names, in lower case. */
export type FieldNames = ReadonlyMap<string, readonly Field[]>;

const attributes: readonly Field[] = [
  { key: "name", of: (run: RunRecord) => run.name },
  { key: "id", of: (run: RunRecord) => run.id },
  { key: "status", of: (run: RunRecord) => run.status.toLowerCase() },
  {
    key: "started",
    of: (run: RunRecord) =>
      isValidTime(run.startTime) ? new Date(run.startTime).toISOString() : undefined,
  },
  {
    key: "seconds",
    of: (run: RunRecord) => {
      const took = durationOf(run);
      return took === undefined ? undefined : took / 1000;
    },
  },
].map((field) => ({ ...field, kind: "attribute" as const }));

const underscored = (label: string): string => label.replaceAll(/[\s.]+/g, "_");

const lastPart = (key: string): string =>
  key.slice(Math.max(key.lastIndexOf("."), key.lastIndexOf("/")) + 1);

/** Training metrics need their full key, so that `elbo` refers to the test set. */
const hasShortNames = (key: string): boolean =>
  !key.startsWith("train/") && !key.startsWith("system/");

const namesOf = ({ kind, key }: Field): string[] => {
  switch (kind) {
    case "attribute":
      return [key];
    case "param":
      return [key, `params.${key}`, lastPart(key), underscored(paramLabel(key))];
    case "tag":
      return [key, `tags.${key}`, `tag.${key}`, lastPart(key)];
    case "metric": {
      const { label, short } = metricInfo(key);
      const always = [key, `metrics.${key}`];
      return hasShortNames(key)
        ? [...always, lastPart(key), underscored(label), underscored(short)]
        : always;
    }
  }
};

const keysOf = (
  runs: readonly RunRecord[],
  pick: (run: RunRecord) => ReadonlyMap<string, unknown>,
) => [...new Set(runs.flatMap((run) => [...pick(run).keys()]))];

/**
 * All names that a filter of these runs can use: full keys, labels of the table with `_` for spaces, and
 * last parts of keys. `metricKeys` are all metrics of the study, including those not loaded yet.
 */
export const fieldNames = (
  runs: readonly RunRecord[],
  metricKeys: readonly string[],
): FieldNames => {
  const fields: Field[] = [
    ...attributes,
    ...keysOf(runs, (run) => run.params).map((key) => ({
      ...{ kind: "param" as const, key },
      of: (run: RunRecord) => run.params.get(key),
    })),
    ...metricKeys.map((key) => ({
      ...{ kind: "metric" as const, key },
      of: (run: RunRecord) => run.metrics.get(key)?.value,
    })),
    ...keysOf(runs, (run) => run.tags).map((key) => ({
      ...{ kind: "tag" as const, key },
      of: (run: RunRecord) => run.tags.get(key),
    })),
  ];
  const names = new Map<string, Field[]>();
  for (const field of fields)
    for (const name of new Set(namesOf(field).map((one) => one.toLowerCase()))) {
      const known = names.get(name);
      // Params and metrics take precedence over tags.
      if (known === undefined) names.set(name, [field]);
      else if (field.kind === "tag" && known.some(({ kind }) => kind !== "tag")) continue;
      else known.push(field);
    }
  return names;
};

const haystacks = new WeakMap<RunRecord["params"], string>();

/** The text of a run that a plain word is searched in, in lower case. */
export const textOf = (run: RunRecord): string => {
  const known = haystacks.get(run.params);
  if (known !== undefined) return known;
  const regulariser = run.params.get("objective.regulariser");
  const text = [
    run.name,
    run.id,
    run.status,
    ...run.params.values(),
    ...run.tags.values(),
    ...(regulariser === undefined ? [] : [nameOf(regulariser)]),
  ]
    .join("\n")
    .toLowerCase();
  haystacks.set(run.params, text);
  return text;
};

import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "./count-text.ts";
import { factsOf } from "./facts.ts";
import { pixelDistribution } from "./likelihood.ts";
import { shortHash } from "./short-hash.ts";

/** VAEs that differ only in regulariser, beta, estimator and seed. */
export interface Family {
  readonly key: string;
  readonly name: string;
  /** Parts of the name. */
  readonly parts: readonly string[];
  readonly runs: readonly RunRecord[];
}

const familyPrefixes = ["model.", "dataset.", "optimizer.", "objective.", "batchSize", "epochs"];
/** Params that a figure over beta shows. */
const axisParams = ["objective.regulariser", "objective.alpha", "objective.beta"];

const keyOf = ({ params }: RunRecord): string =>
  [...params.keys()]
    .filter(
      (key) => familyPrefixes.some((prefix) => key.startsWith(prefix)) && !axisParams.includes(key),
    )
    .sort()
    .map((key) => `${key}=${params.get(key)}`)
    .join(" ");

const partsOf = ({ params }: RunRecord): string[] =>
  [
    `${params.get("model.latent") ?? "?"}-D VAE`,
    pixelDistribution(params) ?? "unknown likelihood",
    params.get("dataset.name"),
    params.get("epochs") === undefined
      ? undefined
      : countText(Number(params.get("epochs")), "epoch"),
    params.get("objective.schedule.kind") &&
      `${params.get("objective.schedule.kind")} schedule of β`,
    params.get("objective.capacity") && `capacity ${params.get("objective.capacity")}`,
    params.get("objective.freeBits.nats") && `free bits ${params.get("objective.freeBits.nats")}`,
  ].filter((part) => part !== undefined);

/**
 * Short names with only the parts in which the families differ. A single family has its full name.
 */
export const familyLabels = (families: readonly Family[]): ReadonlyMap<string, string> => {
  const counts = new Map<string, number>();
  for (const { parts } of families)
    for (const part of new Set(parts)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return new Map(
    families.map(({ key, name, parts }) => {
      const own = parts.filter((part) => counts.get(part) !== families.length);
      return [key, own.length === 0 ? name : own.join(", ")];
    }),
  );
};

/** Whether the run is a VAE with a fixed final beta. */
const hasBeta = (run: RunRecord): boolean => {
  const { beta, direction } = factsOf(run);
  return run.params.get("model.kind") === "vae" && beta !== undefined && direction !== undefined;
};

/** Finished VAEs without a beta: trained on another bound, or with a feedback schedule. */
export const withoutBeta = (runs: readonly RunRecord[]): RunRecord[] =>
  runs.filter(
    (run) => run.status === "FINISHED" && run.params.get("model.kind") === "vae" && !hasBeta(run),
  );

/** Families of finished VAEs with a beta, largest first. */
export const familiesOf = (runs: readonly RunRecord[]): Family[] => {
  const groups = new Map<string, RunRecord[]>();
  for (const run of runs) {
    if (run.status !== "FINISHED" || !hasBeta(run)) continue;
    const key = keyOf(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups]
    .map(([key, own]) => {
      const parts = own[0] ? partsOf(own[0]) : [];
      return { key: shortHash(key), name: parts.join(", "), parts, runs: own };
    })
    .sort(
      (a, b) =>
        b.runs.length - a.runs.length ||
        Number(b.name.includes("Bernoulli")) - Number(a.name.includes("Bernoulli")),
    );
};

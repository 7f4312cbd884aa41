import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "./count-text.ts";
import { factsOf } from "./facts.ts";
import { pixelDistribution } from "./likelihood.ts";

/** VAEs that differ in regulariser, beta, estimator and seed alone: one picture against beta. */
export interface Family {
  readonly key: string;
  readonly name: string;
  /** What the name is made of. */
  readonly parts: readonly string[];
  readonly runs: readonly RunRecord[];
}

const setsApart = ["model.", "dataset.", "optimizer.", "objective.", "batchSize", "epochs"];
/** What a picture against beta tells apart itself. */
const toldApart = ["objective.regulariser", "objective.alpha", "objective.beta"];

const keyOf = ({ params }: RunRecord): string =>
  [...params.keys()]
    .filter((key) => setsApart.some((prefix) => key.startsWith(prefix)) && !toldApart.includes(key))
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
 * Short names by which the families are told apart: only the parts in which they differ. One family
 * alone has its whole name.
 */
export const familyLabels = (families: readonly Family[]): ReadonlyMap<string, string> => {
  const all = families.map(({ parts }) => new Set(parts));
  return new Map(
    families.map(({ key, name, parts }) => {
      const own = parts.filter((part) => !all.every((others) => others.has(part)));
      return [key, own.length === 0 ? name : own.join(", ")];
    }),
  );
};

// Short and stable, so that an address can name a family.
const hash = (text: string): string => {
  let state = 5381;
  for (const character of text) state = (state * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return state.toString(36);
};

/** Whether a run is a VAE that was pulled to its prior as hard as a beta of the config says. */
const hasBeta = (run: RunRecord): boolean => {
  const { beta, direction } = factsOf(run);
  return run.params.get("model.kind") === "vae" && beta !== undefined && direction !== undefined;
};

/** Finished VAEs without a beta of their own: trained on another bound, or by feedback. */
export const withoutBeta = (runs: readonly RunRecord[]): RunRecord[] =>
  runs.filter(
    (run) => run.status === "FINISHED" && run.params.get("model.kind") === "vae" && !hasBeta(run),
  );

/** Finished VAEs with a beta by family, the largest first, Bernoulli before others of its size. */
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
      return { key: hash(key), name: parts.join(", "), parts, runs: own };
    })
    .sort(
      (a, b) =>
        b.runs.length - a.runs.length ||
        Number(b.name.includes("Bernoulli")) - Number(a.name.includes("Bernoulli")),
    );
};

import { countText } from "../components/count-text.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";
import { lawOf } from "./likelihood.ts";

/** VAEs that differ in regulariser, beta, estimator and seed alone: one picture against beta. */
export interface Family {
  readonly key: string;
  readonly name: string;
  readonly runs: readonly RunRecord[];
}

const setsApart = ["model.", "dataset.", "optimizer.", "objective.", "batchSize", "epochs"];
/** What a picture against beta tells apart itself. */
const toldApart = ["objective.regulariser", "objective.alpha", "objective.beta"];

const keyOf = ({ params }: RunRecord): string =>
  Object.keys(params)
    .filter((key) => setsApart.some((prefix) => key.startsWith(prefix)) && !toldApart.includes(key))
    .sort()
    .map((key) => `${key}=${params[key]}`)
    .join(" ");

const nameOf = ({ params }: RunRecord): string =>
  [
    `${params["model.latent"] ?? "?"}-D VAE`,
    lawOf(params) ?? "unknown likelihood",
    params["dataset.name"],
    params.epochs === undefined ? undefined : countText(Number(params.epochs), "epoch"),
    params["objective.schedule.kind"] && `${params["objective.schedule.kind"]} schedule of β`,
    params["objective.capacity"] && `capacity ${params["objective.capacity"]}`,
    params["objective.freeBits.nats"] && `free bits ${params["objective.freeBits.nats"]}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");

// Short and stable, so that an address can name a family.
const hash = (text: string): string => {
  let state = 5381;
  for (const character of text) state = (state * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return state.toString(36);
};

/** Whether a run is a VAE that was pulled to its prior as hard as a beta of the config says. */
const hasBeta = (run: RunRecord): boolean => {
  const { beta, direction } = factsOf(run);
  return run.params["model.kind"] === "vae" && beta !== undefined && direction !== undefined;
};

/** Finished VAEs without a beta of their own: trained on another bound, or by feedback. */
export const withoutBeta = (runs: readonly RunRecord[]): RunRecord[] =>
  runs.filter(
    (run) => run.status === "FINISHED" && run.params["model.kind"] === "vae" && !hasBeta(run),
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
    .map(([key, own]) => ({ key: hash(key), name: own[0] ? nameOf(own[0]) : "", runs: own }))
    .sort(
      (a, b) =>
        b.runs.length - a.runs.length ||
        Number(b.name.includes("Bernoulli")) - Number(a.name.includes("Bernoulli")),
    );
};

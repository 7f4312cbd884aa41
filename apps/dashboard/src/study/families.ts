import type { RunRecord } from "../sources/run-source.ts";

/** VAEs that differ in regulariser, beta, estimator and seed alone: one picture against beta. */
export interface Family {
  readonly key: string;
  readonly name: string;
  readonly runs: readonly RunRecord[];
}

const setsApart = ["model.", "dataset.", "optimizer.", "batchSize", "epochs"];

const keyOf = ({ params }: RunRecord): string =>
  Object.keys(params)
    .filter((key) => setsApart.some((prefix) => key.startsWith(prefix)))
    .sort()
    .map((key) => `${key}=${params[key]}`)
    .join(" ");

const nameOf = ({ params }: RunRecord): string =>
  [
    `${params["model.latent"] ?? "?"}-D VAE`,
    `${params["model.likelihood.kind"] ?? "unknown"} likelihood`,
    params["dataset.name"],
    params.epochs === undefined ? undefined : `${params.epochs} epochs`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");

// Short and stable, so that an address can name a family.
const hash = (text: string): string => {
  let state = 5381;
  for (const character of text) state = (state * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return state.toString(36);
};

/** The finished VAEs by family, the largest family first, Bernoulli before others of its size. */
export const familiesOf = (runs: readonly RunRecord[]): Family[] => {
  const groups = new Map<string, RunRecord[]>();
  for (const run of runs) {
    if (run.status !== "FINISHED" || run.params["model.kind"] !== "vae") continue;
    const key = keyOf(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups]
    .map(([key, own]) => ({ key: hash(key), name: own[0] ? nameOf(own[0]) : "", runs: own }))
    .sort(
      (a, b) =>
        b.runs.length - a.runs.length ||
        Number(b.name.includes("bernoulli")) - Number(a.name.includes("bernoulli")),
    );
};

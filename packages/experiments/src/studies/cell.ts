import { flattenConfig, type TrialConfig } from "../config/trial-config.ts";

/**
 * Selects trials that differ in their seed only, by dotted config keys, for example
 * `{ "model.kind": "vae", "objective.beta": 4 }`; null selects trials without the key. Keys that are
 * left out may have any value.
 */
export type Cell = Readonly<Record<string, string | number | readonly number[] | null>>;

const stored = (value: Exclude<Cell[string], null>): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Flat configs, which many claims ask for. */
const flat = new WeakMap<TrialConfig, Record<string, string>>();

const flatConfig = (config: TrialConfig): Record<string, string> => {
  const known = flat.get(config) ?? flattenConfig(config);
  flat.set(config, known);
  return known;
};

/** Whether a trial belongs to a cell. */
export const isIn = (config: TrialConfig, cell: Cell): boolean => {
  const own = flatConfig(config);
  return Object.entries(cell).every(
    ([key, value]) => own[key] === (value === null ? undefined : stored(value)),
  );
};

/** `regulariser forward-kl, beta 4` */
export const cellText = (cell: Cell): string =>
  Object.entries(cell)
    .map(([key, value]) => {
      const name = key.slice(key.lastIndexOf(".") + 1);
      return value === null ? `no ${name}` : `${name} ${stored(value)}`;
    })
    .join(", ");

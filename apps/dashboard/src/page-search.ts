import { z } from "zod";

// An address is typed by people: what cannot be read is as if it were absent.
const text = z.coerce.string().min(1).optional().catch(undefined);
const flag = z
  .union([z.boolean(), z.string().transform((value) => value === "yes")])
  .optional()
  .catch(undefined);
const list = z
  .union([
    z.array(z.string()),
    z.string().transform((value) => value.split(",").filter((part) => part !== "")),
  ])
  .optional()
  .catch(undefined);
const between = (low: number, high: number) =>
  z.coerce.number().min(low).max(high).optional().catch(undefined);

const RunsSearch = z.object({
  /** Experiment id; the most recent one if absent. */
  experiment: text,
  /** The filter. */
  q: text,
  /** Column, with `-` before it for largest first. */
  sort: text,
  /** Short ids of the selected runs. */
  runs: list,
  /** Show the params that all runs share. */
  all: flag,
  /** Show failed and stopped runs whose trial was tried again. */
  superseded: flag,
});
export type RunsSearch = z.infer<typeof RunsSearch>;
export const readRunsSearch = (raw: Record<string, unknown>): RunsSearch => RunsSearch.parse(raw);

const CompareSearch = RunsSearch.extend({
  /** Measures drawn against beta. */
  beta: list,
  /** Family of models drawn against beta. */
  family: text,
  /** Metrics drawn as curves. */
  curves: list,
  smooth: between(0, 0.99),
  log: flag,
  x: z.enum(["step", "epoch"]).optional().catch(undefined),
  /** Kinds of images; all that are not drawn elsewhere if absent. */
  kinds: list,
  /** Epoch of images and codes; the last if absent. */
  epoch: between(0, 1e6),
});
export type CompareSearch = z.infer<typeof CompareSearch>;
export const readCompareSearch = (raw: Record<string, unknown>): CompareSearch =>
  CompareSearch.parse(raw);

const RunSearch = CompareSearch.pick({
  curves: true,
  kinds: true,
  smooth: true,
  log: true,
  x: true,
  epoch: true,
});
export type RunSearch = z.infer<typeof RunSearch>;
export const readRunSearch = (raw: Record<string, unknown>): RunSearch => RunSearch.parse(raw);

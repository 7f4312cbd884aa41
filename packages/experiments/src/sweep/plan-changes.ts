import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { flattenConfig } from "../config/trial-config.ts";
import { writeAtomically } from "../workspace/write-atomically.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/** The trials of the last sweep of a study, and the values of each key of their configs. */
interface KnownPlan {
  readonly ids: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Values of one key that are kept. */
const maxValues = 1000;
/** Changed keys and values that are named. */
const maxNamed = 5;

const planFile = (home: string, study: string): string =>
  join(home, "sweeps", `${encodeURIComponent(study).slice(0, 200)}.json`);

const knownPlanOf = (plan: readonly PlannedTrial[]): KnownPlan => {
  const values = new Map<string, Set<string>>();
  // Trials share parts, which are flattened once.
  const seen = new Map<string, Set<unknown>>();
  for (const { config } of plan)
    for (const [part, content] of Object.entries(config)) {
      const known = seen.get(part) ?? new Set();
      seen.set(part, known);
      const shape = typeof content === "object" ? JSON.stringify(content) : content;
      if (known.has(shape)) continue;
      known.add(shape);
      for (const [key, value] of Object.entries(flattenConfig({ [part]: content }))) {
        const own = values.get(key) ?? new Set();
        if (own.size < maxValues) own.add(value);
        values.set(key, own);
      }
    }
  return {
    ids: plan.map(({ id }) => id),
    values: Object.fromEntries([...values].map(([key, own]) => [key, [...own]])),
  };
};

const readPlan = async (file: string): Promise<KnownPlan | undefined> => {
  try {
    const { ids, values } = JSON.parse(await readFile(file, "utf8"));
    return Array.isArray(ids) && typeof values === "object" ? { ids, values } : undefined;
  } catch {
    return undefined;
  }
};

const listed = (values: readonly string[]): string =>
  values.length === 0
    ? "absent"
    : values.length > maxNamed
      ? `${values.slice(0, maxNamed).join(", ")}, … (${values.length} values)`
      : values.join(", ");

const changedKeys = (before: KnownPlan["values"], now: KnownPlan["values"]): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((key) => {
    const [old, fresh] = [before[key] ?? [], now[key] ?? []];
    const isSame = old.length === fresh.length && old.every((value) => fresh.includes(value));
    return isSame ? [] : [`${key}: ${listed(old)} → ${listed(fresh)}`];
  });

const counted = (count: number): string => `${count} trial${count === 1 ? "" : "s"}`;

/** What changed between two plans, in one sentence; undefined if nothing did. */
const difference = (study: string, before: KnownPlan, now: KnownPlan): string | undefined => {
  const [old, fresh] = [new Set(before.ids), new Set(now.ids)];
  const added = now.ids.filter((id) => !old.has(id)).length;
  const removed = before.ids.filter((id) => !fresh.has(id)).length;
  if (added + removed === 0) return undefined;
  const keys = changedKeys(before.values, now.values);
  const named = keys.slice(0, maxNamed).join("; ");
  const more = keys.length > maxNamed ? `; and ${keys.length - maxNamed} more keys` : "";
  const kept = removed > 0 ? " (the results of those that finished are kept)" : "";
  return `since the last sweep of ${study}: ${counted(added)} added, ${counted(removed)} removed${kept}${keys.length > 0 ? `; ${named}${more}` : "; the data changed"}`;
};

/** Remembers the plan of a study, and says how it differs from that of the last sweep. */
export const rememberPlan = async (
  home: string,
  study: string,
  plan: readonly PlannedTrial[],
): Promise<string | undefined> => {
  const file = planFile(home, study);
  const before = await readPlan(file);
  const now = knownPlanOf(plan);
  const text = before && difference(study, before, now);
  if (before !== undefined && text === undefined) return undefined;
  try {
    await mkdir(join(home, "sweeps"), { recursive: true });
    await writeAtomically(file, JSON.stringify(now));
  } catch {
    // Then the next sweep compares with an earlier one.
  }
  return text;
};

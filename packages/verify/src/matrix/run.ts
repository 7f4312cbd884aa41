import { sound } from "../museum/sound.ts";
import type { Subjects } from "../museum/subjects.ts";
import type { Check, Effort, Unsupported } from "./check.ts";
import { judge, type Measured, type Verdicts } from "./judge.ts";

export interface RunOptions extends Partial<Effort> {
  readonly checks: readonly Check[];
  readonly unsupported?: readonly Unsupported[];
  /** What stands in for ours. */
  readonly broken?: Partial<Subjects>;
  /** After each check: how many are done, and which was. */
  readonly onCheck?: (done: number, check: Check) => void;
}

/** Asks every law and judges the answers together. */
export const runMatrix = async ({
  checks,
  unsupported = [],
  broken = {},
  seed = 1,
  estimates = 100_000,
  onCheck,
}: RunOptions): Promise<Verdicts> => {
  const subjects = { ...sound, ...broken };
  const measured: Measured[] = [];
  let done = 0;
  for (const check of checks) {
    const comparisons = await check.measure(subjects, { seed, estimates });
    for (const comparison of comparisons) measured.push({ check, comparison });
    onCheck?.(++done, check);
  }
  return judge(measured, unsupported);
};

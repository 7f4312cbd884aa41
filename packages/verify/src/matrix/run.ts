import type { Implementations } from "../known-defects/implementations.ts";
import { reference } from "../known-defects/reference.ts";
import type { Check, Effort, Unsupported } from "./check.ts";
import { judge, type Measured, type Verdicts } from "./judge.ts";

export interface RunOptions extends Partial<Effort> {
  readonly checks: readonly Check[];
  readonly unsupported?: readonly Unsupported[];
  /** Implementations that replace the reference. */
  readonly replacement?: Partial<Implementations>;
  /** Called after each check with the number of finished checks. */
  readonly onCheck?: (done: number, check: Check) => void;
}

/** Measures every check and judges all comparisons together. */
export const runMatrix = async ({
  checks,
  unsupported = [],
  replacement = {},
  seed = 1,
  estimates = 100_000,
  onCheck,
}: RunOptions): Promise<Verdicts> => {
  const implementations = { ...reference, ...replacement };
  const measured: Measured[] = [];
  let done = 0;
  for (const check of checks) {
    const comparisons = await check.measure(implementations, { seed, estimates });
    for (const comparison of comparisons) measured.push({ check, comparison });
    onCheck?.(++done, check);
  }
  return judge(measured, unsupported);
};

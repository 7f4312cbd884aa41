import type { Verdicts } from "./judge.ts";

/** The result of `vae-lab verify`, as `verify.json` holds it. Numbers that are not finite are null there. */
export interface MatrixReport extends Verdicts {
  readonly seed: number;
  /** Independent estimates per number. */
  readonly estimates: number;
  readonly seconds: number;
  /** Name of the injected defect. */
  readonly broken?: string;
  readonly backend: string;
  /** Whether the checks that take minutes were included. */
  readonly thorough: boolean;
}

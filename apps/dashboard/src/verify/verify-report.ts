import type { MatrixReport } from "@vae-lab/verify/matrix";
import { z } from "zod";

/** JSON has no NaN and no infinity: such a number is null. */
const Double = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const Cell = z.object({ property: z.string(), divergence: z.string(), estimator: z.string() });

/** Version 0.1 called the property a law. */
const withProperty = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess(
    (row) =>
      typeof row === "object" && row !== null && "law" in row && !("property" in row)
        ? { ...row, property: row.law }
        : row,
    shape,
  );

const Row = Cell.extend({
  of: z.string(),
  exact: Double,
  estimate: Double,
  biasInErrors: Double.optional(),
  detects: Double.optional(),
  relation: z.enum(["equals", "at-most", "at-least"]),
  variance: Double.optional(),
  exactVariance: Double.optional(),
  varianceInErrors: Double.optional(),
  signalToNoise: Double.optional(),
  verdict: z.enum(["pass", "fail"]),
});

const VerifyReport = z.object({
  rows: z.array(withProperty(Row)),
  unsupported: z.array(withProperty(Cell.extend({ reason: z.string() }))),
  threshold: z.number(),
  risk: z.number(),
  statisticalComparisons: z.number(),
  passed: z.number(),
  failed: z.number(),
  seed: z.number(),
  estimates: z.number(),
  seconds: z.number(),
  broken: z.string().optional(),
  backend: z.string().default("unknown backend"),
  thorough: z.boolean().default(false),
});

export type VerifyReport = z.output<typeof VerifyReport>;
export type VerifyRow = VerifyReport["rows"][number];

/** The result of `vae-lab verify` from its file. @throws Error if the text is something else. */
export const readVerifyReport = (text: string): VerifyReport => {
  const found = VerifyReport.safeParse(JSON.parse(text));
  if (!found.success)
    throw new Error(`cannot read verify.json: ${z.prettifyError(found.error)}; run verify again`);
  return found.data satisfies Omit<MatrixReport, "rows" | "broken">;
};

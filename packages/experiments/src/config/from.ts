import { z } from "zod";
import { part, rule } from "./rules.ts";

const trial = rule(
  "from.trial must be a trial's id (16 hexadecimal digits) or an object, the part of a config in which that trial differs",
);
const text = (name: string) =>
  z.string(rule(`${name} must be a text`)).min(1, rule(`${name} must be a text`));
const digest = rule("from.checkpoint must be a SHA-256 in 64 hexadecimal digits");
const kinds = ["trial", "checkpoint", "file", "run"] as const;

/**
 * What a trial starts from instead of random parameters, exactly one of: another trial, by its id or by
 * the part in which its config differs from this one; a checkpoint that the workspace has, by its SHA-256;
 * a checkpoint file; a finished run. With `optimizer: true` training goes on with the state of the
 * optimizer too.
 */
export const From = part("from", {
  trial: z
    .union([z.string().regex(/^[0-9a-f]{16}$/, trial), z.record(z.string(), z.unknown())], trial)
    .optional(),
  checkpoint: z
    .string(digest)
    .regex(/^[0-9a-f]{64}$/, digest)
    .optional(),
  file: text("from.file").optional(),
  run: text("from.run").optional(),
  optimizer: z.literal(true, rule("from.optimizer must be true, or left out")).optional(),
}).refine((from) => kinds.filter((kind) => from[kind] !== undefined).length === 1, {
  error: ({ input }) =>
    `from must have exactly one of the keys ${kinds.join(", ")}, got ${JSON.stringify(input)}`,
});

import { CommanderError } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { StoreError, TokenError } from "@vae-lab/tracking-server";
import { MlflowError } from "mlflow-js-client";
import { ZodError, z } from "zod";

/** What a command's exit code says. */
export const exitCodes = { done: 0, failedTrials: 1, badInput: 2, interrupted: 130 } as const;

const isPortInUse = ({ cause }: Error): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";

const isPortForbidden = (error: Error): boolean =>
  "syscall" in error && error.syscall === "listen" && "code" in error && error.code === "EACCES";

const isBadInput = (error: Error): boolean =>
  error instanceof InputError ||
  error instanceof StoreError ||
  error instanceof TokenError ||
  isPortInUse(error) ||
  isPortForbidden(error);

/** What is shown of an error, and the exit code: a stack only for what we did not foresee. */
export const explain = (error: unknown): { readonly message: string; readonly code: number } => {
  if (error instanceof ZodError)
    return { message: z.prettifyError(error), code: exitCodes.badInput };
  if (!(error instanceof Error)) return { message: String(error), code: exitCodes.failedTrials };
  if (error instanceof CommanderError)
    return { message: error.message.replace(/^error: /, ""), code: exitCodes.badInput };
  if (isBadInput(error)) return { message: error.message, code: exitCodes.badInput };
  if (MlflowError.isInstance(error))
    return { message: `tracking: ${error.message}`, code: exitCodes.failedTrials };
  return { message: error.stack ?? error.message, code: exitCodes.failedTrials };
};

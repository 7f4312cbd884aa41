import { CommanderError } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { StoreError, TokenError } from "@vae-lab/tracking-server";
import { MlflowError } from "mlflow-js-client";
import { ZodError, z } from "zod";
import { boundedMessage } from "./bounded-message.ts";

/** Exit codes of all commands. */
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

/** What an error means to the user: a stack trace only for an error that is a bug of ours. */
const explanation = (error: unknown): { readonly message: string; readonly code: number } => {
  if (error instanceof ZodError)
    return { message: z.prettifyError(error), code: exitCodes.badInput };
  if (!(error instanceof Error)) return { message: String(error), code: exitCodes.failedTrials };
  if (error instanceof CommanderError)
    return { message: error.message.replace(/^error: /, ""), code: exitCodes.badInput };
  if (isBadInput(error)) return { message: error.message, code: exitCodes.badInput };
  if (error.name === "SetupError") return { message: error.message, code: exitCodes.failedTrials };
  if (MlflowError.isInstance(error))
    return { message: `tracking: ${error.message}`, code: exitCodes.failedTrials };
  return { message: error.stack ?? error.message, code: exitCodes.failedTrials };
};

/** The message of an error, of bounded length, and its exit code. */
export const explain = (error: unknown): { readonly message: string; readonly code: number } => {
  const { message, code } = explanation(error);
  return { message: boundedMessage(message), code };
};

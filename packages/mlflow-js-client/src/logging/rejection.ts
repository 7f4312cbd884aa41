import { MlflowError } from "../errors.ts";

/** Whether the data themselves were rejected, so that sending them again cannot succeed. */
export const isRejection = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) && error.isRejection && !error.isRetryable;

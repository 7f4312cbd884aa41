import { MlflowError } from "../errors.ts";

/** Whether sending the same data again is vain: a wrong password or address says nothing of them. */
export const isVerdict = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) && error.isVerdict && !error.isRetryable;

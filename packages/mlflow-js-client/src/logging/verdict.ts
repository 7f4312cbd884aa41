import { MlflowError } from "../errors.ts";

const codes = new Set([
  "INVALID_PARAMETER_VALUE",
  "RESOURCE_DOES_NOT_EXIST",
  "RESOURCE_ALREADY_EXISTS",
  "RESOURCE_CONFLICT",
  "BAD_REQUEST",
  "REQUEST_TOO_LARGE",
  "INVALID_STATE",
]);

/**
 * Whether MLflow itself has judged these very data, so that sending them again is vain. A wrong
 * password, a wrong address or a proxy's page says nothing about the data.
 */
export const isVerdict = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) &&
  !error.isRetryable &&
  (error.status === undefined ? error.errorCode === "INVALID_PARAMETER_VALUE" : true) &&
  ![401, 403, 407].includes(error.status ?? 0) &&
  codes.has(error.errorCode);

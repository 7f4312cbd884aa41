/** The codes of mlflow/exceptions.py (3.17) that are used here, and their statuses; 405 is ours. */
const statusOf = {
  BAD_REQUEST: 400,
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  PERMISSION_DENIED: 403,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_DOES_NOT_EXIST: 404,
  METHOD_NOT_ALLOWED: 405,
  INTERNAL_ERROR: 500,
  INVALID_STATE: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** An error response as MLflow's JSON. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly errorCode: ErrorCode;

  constructor(errorCode: ErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.errorCode = errorCode;
  }

  toResponse(): Response {
    return Response.json(
      { error_code: this.errorCode, message: this.message },
      { status: statusOf[this.errorCode] },
    );
  }
}

export const invalid = (message: string): ApiError =>
  new ApiError("INVALID_PARAMETER_VALUE", message);

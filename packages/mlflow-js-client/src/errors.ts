const marker = Symbol.for("mlflow-js-client.MlflowError");

const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Statuses that concern the caller's access, not the request itself. */
const accessStatuses = new Set([401, 403, 407]);

/** The code to report for an answer without one, such as a proxy's. */
const codeOfStatus: Readonly<Record<number, string>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "ENDPOINT_NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  409: "RESOURCE_CONFLICT",
  413: "REQUEST_TOO_LARGE",
  429: "REQUEST_LIMIT_EXCEEDED",
  500: "INTERNAL_ERROR",
  501: "NOT_IMPLEMENTED",
  503: "TEMPORARILY_UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Fields of an MlflowError. */
export interface MlflowErrorOptions {
  /** HTTP status; absent if no answer came or nothing was sent. */
  readonly status?: number;
  readonly errorCode: string;
  readonly isRetryable?: boolean;
  readonly isRejection?: boolean;
  readonly cause?: unknown;
  readonly retryAfterMs?: number;
}

/** Every error of this client: the server, the network or one of MLflow's rules refused a call. */
export class MlflowError extends Error {
  override readonly name = "MlflowError";
  readonly [marker] = true;
  readonly status: number | undefined;
  /**
   * MLflow's code, such as RESOURCE_DOES_NOT_EXIST, or one of this client: NETWORK_ERROR, TIMEOUT,
   * REDIRECTED, INVALID_RESPONSE, DATA_LOSS.
   */
  readonly errorCode: string;
  /** Whether the same request may succeed later; not whether it is safe to send it again. */
  readonly isRetryable: boolean;
  /**
   * Whether MLflow, or one of its rules that this client checks, rejected what was requested; false
   * for an answer of a proxy or about access.
   */
  readonly isRejection: boolean;
  /** The wait in ms that the server asked for. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: MlflowErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status;
    this.errorCode = options.errorCode;
    this.isRetryable =
      options.isRetryable ??
      (options.status !== undefined && retryableStatuses.has(options.status));
    this.isRejection = options.isRejection ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** True also for an error made by another copy of this package. */
  static isInstance(error: unknown): error is MlflowError {
    return typeof error === "object" && error !== null && marker in error;
  }
}

/** An argument breaks one of MLflow's rules; nothing has been sent. */
export const invalid = (message: string, cause?: unknown): MlflowError =>
  new MlflowError(message, { errorCode: "INVALID_PARAMETER_VALUE", isRejection: true, cause });

/** The error for an answer that is not 2xx, whether its body is MLflow's JSON or a proxy's page. */
export const errorFromResponse = (
  status: number,
  body: string,
  call: string,
  retryAfterMs?: number,
): MlflowError => {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const fallback = codeOfStatus[status] ?? (status >= 500 ? "INTERNAL_ERROR" : "BAD_REQUEST");
  const json = parseObject(body);
  if (typeof json?.message === "string" || typeof json?.error_code === "string") {
    const code = json.error_code;
    const message = json.message;
    return new MlflowError(
      `${typeof message === "string" && message !== "" ? message : "no message"} (${call})`,
      {
        status,
        errorCode: typeof code === "string" && code !== "" ? code : fallback,
        isRejection:
          typeof code === "string" && !accessStatuses.has(status) && code !== "ENDPOINT_NOT_FOUND",
        ...wait,
      },
    );
  }
  const excerpt = body.replace(/\s+/g, " ").trim().slice(0, 200);
  return new MlflowError(
    `${call} failed with status ${status}${excerpt === "" ? "" : `: ${excerpt}`}`,
    {
      status,
      errorCode: fallback,
      ...wait,
    },
  );
};

const parseObject = (body: string): { message?: unknown; error_code?: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

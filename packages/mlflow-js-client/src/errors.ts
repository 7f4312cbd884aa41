const marker = Symbol.for("mlflow-js-client.MlflowError");

const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Who may pass, not what is asked. */
const doors = new Set([401, 403, 407]);

/** The code to report when a proxy or a guard answers without one. */
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

export interface MlflowErrorOptions {
  /** HTTP status; absent when no answer came or nothing was sent. */
  readonly status?: number;
  readonly errorCode: string;
  readonly isRetryable?: boolean;
  readonly isVerdict?: boolean;
  readonly cause?: unknown;
  readonly retryAfterMs?: number;
}

/** The one error of this client: what the server, the network or a rule refused. */
export class MlflowError extends Error {
  override readonly name = "MlflowError";
  readonly [marker] = true;
  readonly status: number | undefined;
  /** MLflow's code, such as RESOURCE_DOES_NOT_EXIST; NETWORK_ERROR, TIMEOUT and INVALID_RESPONSE are ours. */
  readonly errorCode: string;
  /** Whether the same request may succeed later; not whether it is safe to send it again. */
  readonly isRetryable: boolean;
  /** Whether MLflow, or a rule of its that is held here, judged the request, not a door before it. */
  readonly isVerdict: boolean;
  /** How long the server asked us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: MlflowErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status;
    this.errorCode = options.errorCode;
    this.isRetryable =
      options.isRetryable ??
      (options.status !== undefined && retryableStatuses.has(options.status));
    this.isVerdict = options.isVerdict ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** True also for an error made by another copy of this package. */
  static isInstance(error: unknown): error is MlflowError {
    return typeof error === "object" && error !== null && marker in error;
  }
}

/** A rule of MLflow's that the argument breaks: found before anything is sent. */
export const invalid = (message: string, cause?: unknown): MlflowError =>
  new MlflowError(message, { errorCode: "INVALID_PARAMETER_VALUE", isVerdict: true, cause });

/** Reads a refusal, whether its body is MLflow's JSON or a proxy's page. */
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
        isVerdict: typeof code === "string" && !doors.has(status) && code !== "ENDPOINT_NOT_FOUND",
        ...wait,
      },
    );
  }
  const excerpt = body.replace(/\s+/g, " ").trim().slice(0, 200);
  return new MlflowError(`${call} answered ${status}${excerpt === "" ? "" : `: ${excerpt}`}`, {
    status,
    errorCode: fallback,
    ...wait,
  });
};

const parseObject = (body: string): { message?: unknown; error_code?: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

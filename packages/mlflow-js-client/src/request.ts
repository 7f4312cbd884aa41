import { z } from "zod";
import { following, unlessAborted } from "./abort.ts";
import { fromWire, toWire } from "./codec.ts";
import type { Endpoint } from "./endpoint.ts";
import { errorFromResponse, invalid, MlflowError } from "./errors.ts";
import type { FitValue } from "./logging/long-values.ts";
import { parseRetryAfter, type RetryPolicy, withRetries } from "./retry.ts";

export interface Connection {
  /** Without credentials and without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly now: () => number;
  readonly fitting: FitValue;
  /** Origins that get the headers: no other host learns the credentials. */
  readonly trusted: ReadonlySet<string>;
  /** Takes credentials out of what an error says. */
  readonly redact: (error: unknown) => unknown;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Instead of the client's own number; 0 says at once what hinders. */
  readonly retries?: number | undefined;
}

export interface RawRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly resend: "always" | "if-refused";
}

/** Calls an endpoint: checks the request, sends it, and reads the answer into entities. */
export const call = async <Request extends z.ZodType, Response extends z.ZodType>(
  connection: Connection,
  endpoint: Endpoint<Request, Response>,
  input: z.input<Request>,
  options: CallOptions = {},
): Promise<z.output<Response>> => {
  const checked = endpoint.request.safeParse(input);
  if (!checked.success) throw invalid(z.prettifyError(checked.error), checked.error);
  const wire = toWire(checked.data);
  const request: RawRequest =
    endpoint.method === "GET"
      ? {
          method: "GET",
          url: `${connection.baseUrl}${endpoint.path}${queryOf(wire)}`,
          resend: endpoint.resend,
        }
      : {
          method: "POST",
          url: `${connection.baseUrl}${endpoint.path}`,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(wire),
          resend: endpoint.resend,
        };
  return send(connection, request, options, async (response) => {
    const text = await response.text();
    const json = parseJson(text, endpoint.path, connection);
    const answer = endpoint.response.safeParse(fromWire(json));
    if (answer.success) return answer.data;
    throw new MlflowError(
      `${endpoint.method} ${endpoint.path} answered something else than it should: ${z.prettifyError(answer.error)}`,
      { status: response.status, errorCode: "INVALID_RESPONSE", cause: answer.error },
    );
  });
};

/** The one place that calls fetch. `read` runs within the timeout, so a slow body counts as well. */
export const send = <T>(
  connection: Connection,
  request: RawRequest,
  options: CallOptions,
  read: (response: Response) => Promise<T>,
): Promise<T> => {
  const name = `${request.method} ${new URL(request.url).pathname}`;
  const ours = connection.trusted.has(new URL(request.url).origin) ? connection.headers : {};
  const attempt = async (): Promise<T> => {
    options.signal?.throwIfAborted();
    const { controller, release } = following(options.signal);
    const { signal } = controller;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      controller.abort(new DOMException("The time for an answer is over", "TimeoutError"));
    }, connection.timeoutMs);
    try {
      return await unlessAborted(signal, async () => {
        const response = await connection.fetch(request.url, {
          method: request.method,
          headers: { ...ours, ...request.headers },
          body: request.body ?? null,
          // A fetch that follows takes headers of ours to wherever it is sent.
          redirect: Object.keys(ours).length > 0 ? "manual" : "follow",
          signal,
        });
        if (response.ok) return read(response);
        if (isRedirect(response)) throw redirected(name, response);
        const wait = parseRetryAfter(response.headers, connection.now);
        const body = connection.redact(await response.text());
        throw errorFromResponse(response.status, String(body), name, wait);
      });
    } catch (thrown) {
      if (MlflowError.isInstance(thrown)) throw thrown;
      if (options.signal?.aborted) throw options.signal.reason;
      const error = connection.redact(thrown);
      throw isLate
        ? new MlflowError(`${name} gave no answer within ${connection.timeoutMs} ms`, {
            errorCode: "TIMEOUT",
            isRetryable: true,
            cause: error,
          })
        : new MlflowError(`${name} failed: ${reasonOf(error)}`, {
            errorCode: "NETWORK_ERROR",
            isRetryable: true,
            cause: error,
          });
    } finally {
      clearTimeout(timer);
      release();
    }
  };
  const mayResend = (error: MlflowError) => request.resend === "always" || error.status === 429;
  return withRetries(attempt, retryOf(connection, options), mayResend, options.signal);
};

const isRedirect = ({ type, status }: Response): boolean =>
  type === "opaqueredirect" || (status >= 300 && status < 400);

const redirected = (name: string, { status, headers }: Response): MlflowError => {
  const location = headers.get("location");
  const where = location === null ? "elsewhere" : `to ${location.replace(/[?#].*/, "")}`;
  return new MlflowError(
    `${name} was redirected ${where}, where credentials are not taken: give the address of the tracking server itself`,
    { status, errorCode: "REDIRECTED" },
  );
};

export const retryOf = ({ retry }: Connection, { retries }: CallOptions): RetryPolicy =>
  retries === undefined ? retry : { ...retry, retries };

export const parseJson = (text: string, path: string, { redact }: Connection): unknown => {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MlflowError(
      `${path} answered no JSON: ${JSON.stringify(String(redact(text)).slice(0, 100))} (${text.length} characters)`,
      { errorCode: "INVALID_RESPONSE", isRetryable: true, cause: redact(cause) },
    );
  }
};

const queryOf = (wire: unknown): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wire as Record<string, unknown>))
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
};

/** Node's fetch says "fetch failed" and keeps the reason in `cause`. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

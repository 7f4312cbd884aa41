import { z } from "zod";
import { linkedController, unlessAborted } from "./abort.ts";
import { fromWire, toWire } from "./codec.ts";
import type { Endpoint } from "./endpoint.ts";
import { errorFromResponse, invalid, MlflowError } from "./errors.ts";
import type { FitValue } from "./logging/long-values.ts";
import { parseRetryAfter, type RetryPolicy, withRetries } from "./retry.ts";

/** What all requests of a client share. */
export interface Connection {
  /** Without credentials and without a trailing slash. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly now: () => number;
  readonly fitting: FitValue;
  /** Origins that get the headers; no other host gets the credentials. */
  readonly trusted: ReadonlySet<string>;
  /** Removes credentials from an error or a text. */
  readonly redact: (error: unknown) => unknown;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces the client's number of retries; 0 reports the first failure. */
  readonly retries?: number | undefined;
}

/** A request as fetch sends it. */
export interface RawRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly resend: "always" | "if-refused";
}

/**
 * Calls an endpoint: checks the request, sends it, and reads the answer into entities.
 *
 * @throws MlflowError if the request breaks a rule, the server refuses it or cannot be reached, or
 * the answer is not what the API defines.
 */
export const call = async <Request extends z.ZodType, Response extends z.ZodType>(
  connection: Connection,
  endpoint: Endpoint<Request, Response>,
  input: z.input<Request>,
  options: CallOptions = {},
): Promise<z.output<Response>> => {
  const checked = endpoint.request.safeParse(input);
  if (!checked.success) throw invalid(z.prettifyError(checked.error), checked.error);
  const { method, resend } = endpoint;
  const wire = toWire(checked.data) as Record<string, unknown>;
  const { path, rest } = fillPath(endpoint.path, wire);
  const url = `${connection.baseUrl}${path}`;
  const request: RawRequest =
    method === "GET" || method === "DELETE"
      ? { method, url: `${url}${queryOf(rest)}`, resend }
      : {
          method,
          url,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(wire),
          resend,
        };
  return send(connection, request, options, async (response) => {
    const text = await response.text();
    const json = parseJson(text, path, connection);
    const answer = endpoint.response.safeParse(fromWire(json));
    if (answer.success) return answer.data;
    throw new MlflowError(
      `unexpected response from ${method} ${path}: ${z.prettifyError(answer.error)}`,
      { status: response.status, errorCode: "INVALID_RESPONSE", cause: answer.error },
    );
  });
};

/** The only caller of fetch. `read` runs within the timeout, so a slow body counts as well. */
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
    const { controller, release } = linkedController(options.signal);
    const { signal } = controller;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      controller.abort(new DOMException("the request timed out", "TimeoutError"));
    }, connection.timeoutMs);
    try {
      return await unlessAborted(signal, async () => {
        const response = await connection.fetch(request.url, {
          method: request.method,
          headers: { ...ours, ...request.headers },
          body: request.body ?? null,
          // Following a redirect would send the credentials to another host.
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
        ? new MlflowError(`${name} timed out after ${connection.timeoutMs} ms`, {
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
    `${name} was redirected ${where}, and credentials are not sent to another address; use the address of the tracking server itself`,
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
      `the response from ${path} is not JSON: ${JSON.stringify(String(redact(text)).slice(0, 100))} (${text.length} characters)`,
      { errorCode: "INVALID_RESPONSE", isRetryable: true, cause: redact(cause) },
    );
  }
};

/** Replaces `{name}` in a path by the field of that name, and returns the other fields. */
const fillPath = (
  template: string,
  wire: Record<string, unknown>,
): { path: string; rest: Record<string, unknown> } => {
  const rest = { ...wire };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete rest[name];
    return encodeURIComponent(String(wire[name]));
  });
  return { path, rest };
};

const queryOf = (wire: Record<string, unknown>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wire))
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
};

/** The message of Node's fetch is "fetch failed"; the reason is its `cause`. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

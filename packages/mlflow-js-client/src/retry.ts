import { MlflowError } from "./errors.ts";

/** How often and when a request is repeated. */
export interface RetryOptions {
  /** Maximum number of repeated requests; 0 for none. Default 4. */
  readonly retries?: number;
  /** Mean of the first wait in ms; it doubles with each retry. Default 200. */
  readonly baseDelayMs?: number;
  /** Default 20,000. */
  readonly maxDelayMs?: number;
  /** A server that asks for a longer wait than this is not retried. Default 120,000. */
  readonly maxRetryAfterMs?: number;
  /** A uniform number in [0, 1) that spreads the waits of many clients. Default Math.random. */
  readonly jitter?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export type RetryPolicy = Required<RetryOptions>;

export const retryPolicy = (options: RetryOptions = {}): RetryPolicy => ({
  retries: 4,
  baseDelayMs: 200,
  maxDelayMs: 20_000,
  maxRetryAfterMs: 120_000,
  jitter: Math.random,
  sleep: sleepFor,
  ...options,
});

/** Repeats a request after a temporary failure, if `mayResend` allows it. */
export const withRetries = async <T>(
  send: () => Promise<T>,
  policy: RetryPolicy,
  mayResend: (error: MlflowError) => boolean,
  signal?: AbortSignal,
): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const again =
        MlflowError.isInstance(error) &&
        error.isRetryable &&
        attempt < policy.retries &&
        (error.retryAfterMs ?? 0) <= policy.maxRetryAfterMs &&
        signal?.aborted !== true &&
        mayResend(error);
      if (!again) throw error;
      await policy.sleep(waitBefore(attempt + 1, policy, error.retryAfterMs), signal);
    }
  }
};

/** Exponential backoff with jitter in [½, 1½) of the mean, at least the server's Retry-After. */
export const waitBefore = (resend: number, policy: RetryPolicy, retryAfterMs = 0): number => {
  const backoff = policy.baseDelayMs * 2 ** (resend - 1) * (0.5 + policy.jitter());
  return Math.max(Math.min(backoff, policy.maxDelayMs), retryAfterMs);
};

const sleepFor = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });

/** `Retry-After` in ms. A date is read by the server's clock, because ours may be wrong. */
export const parseRetryAfter = (headers: Headers, now: () => number): number | undefined => {
  const header = headers.get("retry-after");
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  if (Number.isNaN(date)) return undefined;
  const sent = Date.parse(headers.get("date") ?? "");
  return Math.max(0, date - (Number.isNaN(sent) ? now() : sent));
};

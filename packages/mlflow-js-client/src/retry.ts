import { MlflowError } from "./errors.ts";

export interface RetryOptions {
  /** How often a call is sent again at most; 0 never. Default 4. */
  readonly retries?: number;
  /** The first wait is up to twice this, in ms; each next one doubles. Default 200. */
  readonly baseDelayMs?: number;
  readonly maxDelayMs?: number;
  /** A server that wants a longer wait than this is not waited for. Default 120,000. */
  readonly maxRetryAfterMs?: number;
  /** Uniform in [0, 1): spreads the waits of many clients. Default Math.random. */
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

/** Sends again what failed for a passing reason, as far as `mayResend` allows. */
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

/** Exponential with jitter in [½, 1½) of the mean, never shorter than the server asked for. */
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

/** `Retry-After` in seconds, or as a date by the server's own clock: ours may be wrong. */
export const parseRetryAfter = (headers: Headers, now: () => number): number | undefined => {
  const header = headers.get("retry-after");
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  if (Number.isNaN(date)) return undefined;
  const sent = Date.parse(headers.get("date") ?? "");
  return Math.max(0, date - (Number.isNaN(sent) ? now() : sent));
};

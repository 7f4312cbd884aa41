import { type Claim, ClaimLostError } from "../workspace/claims.ts";

/** The claim of a trial whose job this worker has locked. */
export interface JobLease extends Claim {
  /** Whether the lock is held for most of its duration from now. Once false, it stays false. */
  isHeld(): Promise<boolean>;
}

interface JobLeaseOptions {
  /** Renews the lock for `lockMs`. False if this worker does not hold it any more. */
  readonly renew: () => Promise<boolean>;
  readonly lockMs: number;
  readonly now?: () => number;
}

/** The share of the lock's duration after which what is known of it is too old. */
const trustedShare = 1 / 4;

/** Milliseconds from now on. One clock stands still while the machine sleeps, the other may be set back. */
const elapsed = (): (() => number) => {
  const [began, beganAt] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - began, Date.now() - beganAt);
};

/**
 * The lease on a job by this process's own clock. What a worker sends within a lease reaches the server
 * before another worker may begin; a worker that was frozen past its lease finds it out before it sends
 * anything. While Redis is away, the lease waits for it.
 */
export const jobLease = ({ renew, lockMs, now = elapsed() }: JobLeaseOptions): JobLease => {
  const lost = new AbortController();
  let renewedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    // From before the request: the lock holds at least until `lockMs` after that.
    const asked = now();
    if (await renew()) renewedAt = asked;
    else lost.abort(new ClaimLostError("another worker has taken the trial over"));
  };
  const isHeld = async (): Promise<boolean> => {
    while (!lost.signal.aborted && now() - renewedAt >= trustedShare * lockMs) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking;
    }
    return !lost.signal.aborted;
  };
  return {
    signal: lost.signal,
    isHeld,
    confirm: async () => {
      if (!(await isHeld())) throw lost.signal.reason;
    },
    release: async () => undefined,
  };
};

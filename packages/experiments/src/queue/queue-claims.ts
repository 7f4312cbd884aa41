import type { Redis } from "ioredis";
import { type Claim, ClaimLostError } from "../workspace/claims.ts";

/** How old the knowledge may be that a lock is held. */
const trustedMs = 1_000;

/** The claim of a trial whose job is locked by a token. While Redis is away, it waits. */
export const queueClaim = (redis: Redis, lockKey: string, token: string): Claim => {
  const lost = new AbortController();
  let checkedAt = Number.NEGATIVE_INFINITY;
  return {
    signal: lost.signal,
    confirm: async () => {
      if (performance.now() - checkedAt < trustedMs) return;
      const asked = performance.now();
      if ((await redis.get(lockKey)) !== token)
        lost.abort(new ClaimLostError("another worker has taken the trial over"));
      lost.signal.throwIfAborted();
      checkedAt = asked;
    },
    release: async () => undefined,
  };
};

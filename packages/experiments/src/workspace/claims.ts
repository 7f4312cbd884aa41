import { stat } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@vae-lab/tracking-server/make-folder";
import { LockedError, lockFile } from "mlflow-js-client/node";

/** How often a process renews its claims. */
const renewEveryMs = 2_000;

/** For how long a claim holds that is not renewed. */
const leaseMs = 15_000;

/** Another process has taken the trial over, because this one did not renew its claim in time. */
export class ClaimLostError extends Error {
  override readonly name = "ClaimLostError";
}

/** A trial that no other process of the workspace runs. */
export interface Claim {
  /** Aborts when another process has taken the trial over. */
  readonly signal: AbortSignal;
  /** @throws ClaimLostError if another process has taken the trial over. */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

/** Claims the trials of a workspace, so that each runs in one process at a time. */
export interface Claims {
  /** Undefined while another process has the trial. */
  claim(id: string): Promise<Claim | undefined>;
}

export interface ClaimOptions {
  readonly renewMs?: number;
  readonly leaseMs?: number;
  readonly now?: () => number;
}

/**
 * Opens the claims of a workspace. The claim of a process that died is free at once. That of a process
 * that cannot be checked, or that is frozen, is free when it has been seen unchanged for the length of
 * the lease, by the time of this process: clocks need not agree. A process that sleeps between two
 * looks sees one interval, so that it does not take everything over when it wakes.
 */
export const openClaims = (
  workspace: string,
  {
    renewMs = renewEveryMs,
    leaseMs: lease = leaseMs,
    now = () => performance.now(),
  }: ClaimOptions = {},
): Claims => {
  const folder = join(workspace, "claims");
  const seen = new Map<string, { modifiedMs: number; lookedAt: number; unchangedMs: number }>();

  const isExpired = async (id: string, file: string): Promise<boolean> => {
    const found = await stat(file).catch(() => undefined);
    const modifiedMs = found?.mtimeMs ?? 0;
    const lookedAt = now();
    const before = seen.get(id);
    const isSame = before?.modifiedMs === modifiedMs;
    const passed = isSame ? Math.min(lookedAt - before.lookedAt, 2 * renewMs) : 0;
    const unchangedMs = isSame ? before.unchangedMs + passed : 0;
    seen.set(id, { modifiedMs, lookedAt, unchangedMs });
    return unchangedMs >= lease;
  };

  return {
    claim: async (id) => {
      const file = join(folder, id);
      makeFolder(folder);
      try {
        const lock = await lockFile(file, { isExpired: () => isExpired(id, file) });
        seen.delete(id);
        return heldClaim(lock, renewMs, now);
      } catch (error) {
        if (error instanceof LockedError) return undefined;
        throw error;
      }
    },
  };
};

const heldClaim = (
  lock: Awaited<ReturnType<typeof lockFile>>,
  renewMs: number,
  now: () => number,
): Claim => {
  const lost = new AbortController();
  let renewedAt = now();
  const renew = async (): Promise<void> => {
    const isHeld = await lock.renew().catch(() => true); // a full disk takes no claim away
    if (isHeld) renewedAt = now();
    else lost.abort(new ClaimLostError("another process has taken the trial over"));
  };
  const timer = setInterval(renew, renewMs);
  timer.unref();
  return {
    signal: lost.signal,
    confirm: async () => {
      // The timer did not run while the process was frozen.
      if (now() - renewedAt > 2 * renewMs) await renew();
      lost.signal.throwIfAborted();
    },
    release: async () => {
      clearInterval(timer);
      await lock.release();
    },
  };
};

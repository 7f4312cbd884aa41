import type { PlannedTrial, SweepEvent } from "./events.ts";
import type { Home } from "./home.ts";
import type { Ledger } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";

/** What the trials of one sweep have in common. */
export interface Recording {
  readonly outbox: Outbox;
  readonly ledger: Pick<Ledger, "unfinishedOf">;
  readonly experimentId: string;
  readonly study: string;
  readonly home: Home;
  /** Params beside the config: data.hash, git.commit. */
  readonly provenance: (trial: PlannedTrial) => Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
}

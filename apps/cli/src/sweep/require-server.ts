import { InputError } from "@vae-lab/experiments/input-error";
import type { Tracking } from "../tracking/tracking.ts";

/** @throws InputError if tracking is the embedded store, which workers elsewhere cannot reach */
export const requireServer = ({ openJournal, where }: Tracking): void => {
  if (openJournal !== undefined) return;
  throw new InputError(
    `cannot use --queue with the embedded store ${where}: workers on other machines do not reach it; set MLFLOW_TRACKING_URI`,
  );
};

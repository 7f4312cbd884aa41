import { decodeSafetensors } from "@vae-lab/core";
import { decodeSnapshot, encodeSnapshot, type Snapshot } from "@vae-lab/core/training";
import type { ChosenSteps, StepKind } from "../backend/steps/choose-steps.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { RuntimeFingerprint } from "./runtime-fingerprint.ts";
import { canonicalJson, trialId } from "./trial-id.ts";

/** Has a trial say now and then all that it goes on from, and go on from what it said before. */
export interface Resumption {
  /** What the numbers depend on beside config and backend: data.hash, git.commit. */
  readonly provenance: Readonly<Record<string, string>>;
  /** The file of the last snapshot that a process said before it was stopped. */
  readonly file?: Uint8Array | undefined;
}

/** What an earlier process did of a trial. */
export interface ResumePoint {
  readonly epoch: number;
  readonly step: number;
}

/** A snapshot of a trial as a safetensors file, and in its metadata what has to fit. */
export const encodeTrialSnapshot = (
  snapshot: Snapshot,
  config: TrialConfig,
  epoch: number,
  circumstances: RuntimeFingerprint,
): Uint8Array =>
  encodeSnapshot(snapshot, {
    trial: trialId(config),
    config: canonicalJson(config),
    epoch: String(epoch),
    circumstances: canonicalJson(circumstances),
  });

const differenceOf = (then: RuntimeFingerprint, now: RuntimeFingerprint): string | undefined => {
  const other = Object.keys({ ...now, ...then }).find((key) => then[key] !== now[key]);
  if (other === undefined) return undefined;
  return `${other} was ${then[other] ?? "not known"} and is ${now[other] ?? "not known"}`;
};

interface StartedSteps extends ChosenSteps {
  /** What they go on from, and where that is. */
  readonly snapshot?: Snapshot;
  readonly from?: ResumePoint;
  /** Why not from the snapshot that there is. */
  readonly rejectedBecause?: string;
}

/** Steps that go on from a snapshot's file where it fits, and begin anew where it does not. */
export const resumeOrStart = (
  make: (from?: Snapshot) => ChosenSteps,
  config: TrialConfig,
  circumstances: (step: StepKind) => RuntimeFingerprint,
  file: Uint8Array | undefined,
): StartedSteps => {
  if (file === undefined) return make();
  let unfit: string | undefined;
  try {
    const checkpoint = decodeSafetensors(file);
    const snapshot = decodeSnapshot(checkpoint);
    const { trial = "", epoch, circumstances: then = "{}" } = checkpoint.metadata;
    // Which kind of steps it will be is known when there are some.
    const chosen = make(snapshot);
    const now = { trial: trialId(config), ...circumstances(chosen.step) };
    unfit = differenceOf({ trial, ...JSON.parse(then) }, now);
    if (unfit === undefined)
      return { ...chosen, snapshot, from: { epoch: Number(epoch), step: snapshot.step } };
    chosen.steps.dispose();
  } catch (error) {
    unfit = error instanceof Error ? error.message : String(error);
  }
  return { ...make(), rejectedBecause: unfit };
};

import { decodeSafetensors } from "@vae-lab/core";
import { checkDigest } from "@vae-lab/core/checkpoints";
import type { Snapshot } from "@vae-lab/core/training";
import type { ChosenSteps, StepKind } from "../backend/steps/choose-steps.ts";
import { errorMessage } from "../error-message.ts";
import type { RuntimeFingerprint } from "./runtime-fingerprint.ts";
import {
  decodeTrialSnapshot,
  idOf,
  type TrialMetadata,
  type TrialSnapshot,
} from "./trial-files.ts";

/** How far an earlier process got with a trial. */
export interface ResumePoint {
  readonly epoch: number;
  readonly step: number;
}

const firstDifference = (
  written: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string | undefined => {
  const key = Object.keys({ ...now, ...written }).find((each) => written[each] !== now[each]);
  if (key === undefined) return undefined;
  return `${key} was ${written[key] ?? "unknown"} and is ${now[key] ?? "unknown"}`;
};

interface StartedSteps extends ChosenSteps {
  /** The state that the steps resume from, and how far it had come. */
  readonly resumed?: TrialSnapshot;
  readonly from?: ResumePoint;
  /** Why the given snapshot cannot be used. */
  readonly rejectedBecause?: string;
}

/** Steps that resume from a snapshot file if it is intact and of the same trial, code and backend. */
export const resumeOrStart = async (
  make: (from?: Snapshot) => ChosenSteps,
  metadata: (step: StepKind) => TrialMetadata,
  file: Uint8Array | undefined,
): Promise<StartedSteps> => {
  if (file === undefined) return make();
  const rejected = (rejectedBecause: string): StartedSteps => ({ ...make(), rejectedBecause });
  if ((await checkDigest(file)) === "damaged")
    return rejected("the file is damaged, its SHA-256 is not the one it was written with");
  let chosen: ChosenSteps | undefined;
  try {
    const checkpoint = decodeSafetensors(file);
    const { trial = "", circumstances = "{}" } = checkpoint.metadata;
    const resumed = decodeTrialSnapshot(checkpoint);
    const { epoch, snapshot } = resumed;
    chosen = make(snapshot); // its kind of step is a part of the fingerprint
    const now = metadata(chosen.step);
    const written: RuntimeFingerprint = JSON.parse(circumstances);
    const difference =
      firstDifference(written, now.fingerprint) ?? firstDifference({ trial }, { trial: idOf(now) });
    if (difference === undefined)
      return { ...chosen, resumed, from: { epoch, step: snapshot.step } };
    chosen.steps.dispose();
    return rejected(difference);
  } catch (error) {
    chosen?.steps.dispose();
    return rejected(errorMessage(error));
  }
};

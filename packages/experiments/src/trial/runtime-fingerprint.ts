import type { Backend } from "../backend/backend.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";

/** All that the numbers of a config depend on: as long as it is the same, the bits are. */
export type RuntimeFingerprint = Readonly<Record<string, string>>;

/** `provenance` is what they depend on beside config and backend: data.hash, git.commit. */
export const runtimeFingerprint = (
  provenance: Readonly<Record<string, string>>,
  { name, version, oneDnn }: Backend,
  step: StepKind,
): RuntimeFingerprint => ({
  ...provenance,
  backend: name,
  "backend.version": version,
  ...(oneDnn !== undefined && { "backend.onednn": oneDnn }),
  step,
});

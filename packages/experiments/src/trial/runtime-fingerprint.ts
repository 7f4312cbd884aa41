import type { Backend } from "../backend/backend.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { codeHash } from "./code-hash.ts";
import { sha256 } from "./sha256.ts";

/** What the numbers of a config depend on besides the config: equal fingerprints give equal bits. */
export type RuntimeFingerprint = Readonly<Record<string, string>>;

/**
 * The fingerprint of a trial of this precision on data with this hash that starts from a checkpoint, if
 * any, by the kind of its steps.
 */
export const runtimeFingerprint = async (
  dataHash: string,
  { name, version, oneDnn, kernels, bfloat16, instructionSet }: Backend,
  { precision }: Pick<TrialConfig, "precision">,
  checkpoint?: Uint8Array,
): Promise<(step: StepKind) => RuntimeFingerprint> => {
  const common = {
    "data.hash": dataHash,
    "code.hash": await codeHash(),
    backend: name,
    "backend.version": version,
    ...(oneDnn !== undefined && { "backend.onednn": oneDnn }),
    ...(kernels !== undefined && { "backend.kernels": kernels }),
    ...(precision === "bfloat16" && bfloat16 && { "backend.bfloat16": bfloat16 }),
    ...(checkpoint !== undefined && { "from.sha256": sha256(checkpoint) }),
    ...(instructionSet !== undefined && { "backend.instructions": instructionSet }),
  };
  return (step) => ({ ...common, step });
};

import type { Backend } from "../backend/backend.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";
import { codeHash } from "./code-hash.ts";

/** What the numbers of a config depend on besides the config: equal fingerprints give equal bits. */
export type RuntimeFingerprint = Readonly<Record<string, string>>;

/** The fingerprint of a trial on data with this hash, by the kind of its steps. */
export const runtimeFingerprint = async (
  dataHash: string,
  { name, version, oneDnn, instructionSet }: Backend,
): Promise<(step: StepKind) => RuntimeFingerprint> => {
  const common = {
    "data.hash": dataHash,
    "code.hash": await codeHash(),
    backend: name,
    "backend.version": version,
    ...(oneDnn !== undefined && { "backend.onednn": oneDnn }),
    ...(instructionSet !== undefined && { "backend.instructions": instructionSet }),
  };
  return (step) => ({ ...common, step });
};

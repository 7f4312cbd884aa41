import type { TrialConfig } from "../config/trial-config.ts";
import { shortConfig } from "./short-config.ts";

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The command, for a shell in a clone of this repository, that trains the model of a config again. */
export const retrainCommand = (config: TrialConfig): string =>
  `echo ${quoted(JSON.stringify(shortConfig(config)))} | npm run --silent vae-lab -- train -`;

/** The same as a file, with what else the numbers depend on: the code and the data. */
export const retrainScript = (
  config: TrialConfig,
  {
    id,
    dataHash,
    commit,
  }: { readonly id: string; readonly dataHash: string; readonly commit?: string | undefined },
): string =>
  [
    `# Trains trial ${id} again, in a clone of this repository${commit === undefined ? "" : ` at commit ${commit}`}`,
    `# The data had the SHA-256 ${dataHash}`,
    retrainCommand(config),
    "",
  ].join("\n");

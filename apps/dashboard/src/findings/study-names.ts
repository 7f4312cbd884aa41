import { studies } from "@vae-lab/experiments/studies";

/** Names of the studies of the laboratory. */
export const studyNames: ReadonlySet<string> = new Set(Object.keys(studies));

import { runData } from "@vae-lab/experiments/runs";
import { printNote } from "../command-line/output.ts";

/** Reads data for a run's model, and prints what is to be known of them. */
export const readRunData: typeof runData = async (...given) => {
  const data = await runData(...given);
  if (data.notice) printNote(`note: ${data.notice}`);
  return data;
};

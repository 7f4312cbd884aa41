import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ServedHome, serveHome, vaeLab } from "./vae-lab.ts";

const file = fileURLToPath(new URL("small-study.yaml", import.meta.url));

/** The workspace of the study, kept for the next time. */
export const defaultHome = join(tmpdir(), "vae-lab-small-study");

/**
 * Serves the dashboard of a workspace with the result of `vae-lab verify` and the small study, whose seeds
 * are fixed. What the workspace lacks is computed: everything takes some minutes the first time.
 */
export const serveSmallStudy = async (home: string): Promise<ServedHome> => {
  if (!existsSync(home)) await vaeLab(["verify", "--estimates", "10000", "--home", home]);
  await vaeLab(["sweep", file, "--measure", "full", "--home", home]);
  return serveHome(home);
};

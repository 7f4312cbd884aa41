import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The set-up is among the scripts, which know the user's cache. */
const script = fileURLToPath(new URL("../../../../scripts/peers.mjs", import.meta.url));

const asPath = (output: string): string | undefined => output.trim() || undefined;

/** The Python of the peers, if it has been set up. */
export const peersPython = (): string | undefined =>
  asPath(execFileSync(process.execPath, [script, "--known"], { encoding: "utf8" }));

/** Sets up the Python of the peers if needed, with progress on standard error. @throws Error on failure */
export const setUpPeers = (): string => {
  const { stdout } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const python = asPath(stdout);
  if (python === undefined)
    throw new Error("cannot set up the Python environment of the peers; see the output above");
  return python;
};

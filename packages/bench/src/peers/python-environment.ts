import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Set-up lives among the scripts, which know where this user's downloads are kept. */
const script = fileURLToPath(new URL("../../../../scripts/peers.mjs", import.meta.url));

const asPath = (output: string): string | undefined => output.trim() || undefined;

/** The peers' Python if it was set up before. */
export const peersPython = (): string | undefined =>
  asPath(execFileSync(process.execPath, [script, "--known"], { encoding: "utf8" }));

/** The peers' Python, set up where it is not; what happens meanwhile is said on standard error. */
export const setUpPeers = (): string => {
  const { stdout } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const python = asPath(stdout);
  if (python === undefined) throw new Error("the peers are not here and could not be set up");
  return python;
};

import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The commit of this code, with -dirty if files were changed since; undefined outside git. */
export const gitCommit = async (): Promise<string | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(
      "git",
      ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
      { cwd: fileURLToPath(new URL(".", import.meta.url)) },
    );
    return stdout.trim();
  } catch {
    return undefined;
  }
};

export const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? "unknown"; // a container's user may have no name
  }
};

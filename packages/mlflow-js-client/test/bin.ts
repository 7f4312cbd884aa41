import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The file behind a command of an installed package. */
export const bin = (name: string, command: string): string => {
  const parts = import.meta.dirname.split("/");
  for (let depth = parts.length; depth > 0; depth--) {
    const manifest = join("/", ...parts.slice(0, depth), "node_modules", name, "package.json");
    try {
      const { bin: commands } = JSON.parse(readFileSync(manifest, "utf8"));
      return join(dirname(manifest), typeof commands === "string" ? commands : commands[command]);
    } catch {}
  }
  throw new Error(`${name} is not installed`);
};

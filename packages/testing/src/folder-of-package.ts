import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of an installed package, here or in a folder above, whatever it exports. */
export const folderOfPackage = (name: string): string => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
  }
  throw new Error(`${name} is not installed`);
};

/** The file behind a command of an installed package. */
export const bin = (name: string, command: string): string => {
  const folder = folderOfPackage(name);
  const { bin: files } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof files === "string" ? files : files[command]);
};

import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { linkNames } from "./wheel-pins.mjs";

/** Links TensorFlow's libraries and headers where tfjs-node and its build look for them: `package/deps`. */
export const linkLibraries = (library, folder) => {
  mkdirSync(join(folder, "deps/lib"), { recursive: true });
  for (const [name, target] of Object.entries(linkNames()))
    symlinkSync(join(library, target), join(folder, "deps/lib", name));
  symlinkSync(join(library, "include"), join(folder, "deps/include"), "dir");
};

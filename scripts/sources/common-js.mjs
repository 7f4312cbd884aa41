import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const typeOfPackage = (folder) => {
  const file = join(folder, "package.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).type;
  const above = dirname(folder);
  return above === folder ? undefined : typeOfPackage(above);
};

/** Whether Node runs a file as CommonJS: by its ending, else by the type of its package. */
export const isCommonJs = (path) =>
  path.endsWith(".cjs") || (path.endsWith(".js") && typeOfPackage(dirname(path)) !== "module");

import { isAbsolute, join, relative, sep } from "node:path";
import { MlflowError } from "mlflow-js-client";

/**
 * The path of a name below a folder.
 *
 * @throws MlflowError INVALID_RESPONSE if the name, which a server gave, leads out of the folder.
 */
export const within = (folder: string, name: string): string => {
  const path = join(folder, name);
  const below = relative(folder, path);
  const leaves =
    below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  if (leaves || name.includes("\0"))
    throw new MlflowError(`the name ${JSON.stringify(name)} leads out of its folder`, {
      errorCode: "INVALID_RESPONSE",
      isRejection: true,
    });
  return path;
};

import { npm } from "../setup/npm.mjs";
import { errorLine } from "../setup/run.mjs";

/** Builds a package and lists what `npm publish` would upload: { name, version, files, size }. */
export const packed = async (folder) => {
  const { code, output } = await npm(["pack", "--dry-run", "--json", "--silent"], { cwd: folder });
  if (code !== 0) throw new Error(`cannot pack ${folder}: ${errorLine(output)}`);
  const [{ name, version, files, size }] = JSON.parse(output);
  return { name, version, size, files: files.map(({ path }) => path) };
};

import { register as registerHooks } from "node:module";
import { register } from "tsx/esm/api";

/** Lets this process import TypeScript, and the packages of the workspace from their sources. */
export const runSources = () => {
  register();
  registerHooks("./source-condition.mjs", import.meta.url);
};

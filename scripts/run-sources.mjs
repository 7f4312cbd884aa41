import * as hooks from "node:module";
import { register } from "tsx/esm/api";
import { resolve } from "./source-condition.mjs";

/** Lets this process import TypeScript, and the packages of the workspace from their sources. */
export const runSources = () => {
  register();
  // Node 26 deprecates the second, Node 20 lacks the first.
  if (hooks.registerHooks) hooks.registerHooks({ resolve });
  else hooks.register("./source-condition.mjs", import.meta.url);
};

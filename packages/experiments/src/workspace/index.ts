// The folder in which sweeps keep what they write

export { makeFolder } from "@vae-lab/tracking-server/make-folder";
export { joinWorkspace } from "./join-workspace.ts";
export { openWorkspace, type Workspace } from "./workspace.ts";
export { writeAtomically } from "./write-atomically.ts";

// The folder in which sweeps keep what they write

export { type LockedWorkspace, lockWorkspace } from "./lock-workspace.ts";
export { makeFolder } from "./make-folder.ts";
export { openWorkspace, type Workspace } from "./workspace.ts";

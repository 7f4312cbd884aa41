// The folder in which sweeps keep what they write

export { joinWorkspace } from "./join-workspace.ts";
export { makeFolder } from "./make-folder.ts";
export { openWorkspace, type Workspace } from "./workspace.ts";

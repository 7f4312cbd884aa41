import { InputError } from "../input-error.ts";
import type { Workspace } from "./workspace.ts";

const everyMs = 250;

/** Aborts its signal with an InputError when the workspace or its trials are deleted or replaced. */
export const watchWorkspace = (
  workspace: Pick<Workspace, "path" | "isThere">,
): { readonly signal: AbortSignal; stop(): void } => {
  const gone = new AbortController();
  const timer = setInterval(async () => {
    if (await workspace.isThere()) return;
    clearInterval(timer);
    gone.abort(
      new InputError(
        `the workspace ${workspace.path}, or a part of it, was deleted while the sweep ran; the sweep is stopped`,
      ),
    );
  }, everyMs);
  timer.unref();
  return { signal: gone.signal, stop: () => clearInterval(timer) };
};

import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { StoryModels } from "./models/load-models.ts";

type ModelsState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "ready"; readonly models: StoryModels };

const ModelsContext = createContext<ModelsState>({ kind: "loading" });

/** Loads the story's models once for all figures, after the text is shown. */
export const ModelsProvider = ({ children }: { readonly children: ReactNode }) => {
  const [state, setState] = useState<ModelsState>({ kind: "loading" });
  useEffect(() => {
    let isCurrent = true;
    const show = (next: ModelsState) => {
      if (isCurrent) setState(next);
    };
    import("./models/load-models.ts")
      .then(({ loadStoryModels }) => loadStoryModels())
      .then(
        (models) => show({ kind: "ready", models }),
        (error: unknown) =>
          show({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
      );
    return () => {
      isCurrent = false;
    };
  }, []);
  return <ModelsContext value={state}>{children}</ModelsContext>;
};

interface WithModelsProps {
  /** Height in pixels that is reserved while the models load. */
  readonly height?: number;
  readonly children: (models: StoryModels) => ReactNode;
}

/** A figure that needs the models. */
export const WithModels = ({ height = 320, children }: WithModelsProps) => {
  const state = use(ModelsContext);
  if (state.kind === "ready") return children(state.models);
  return (
    <p className="story-waiting" style={{ minBlockSize: height }}>
      {state.kind === "loading" ? "Loading the models of this figure…" : state.message}
    </p>
  );
};

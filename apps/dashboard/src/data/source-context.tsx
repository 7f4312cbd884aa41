import { createContext, use } from "react";
import type { RunSource } from "../sources/run-source.ts";

const SourceContext = createContext<RunSource | undefined>(undefined);

export const SourceProvider = SourceContext.Provider;

export const useSource = (): RunSource => {
  const source = use(SourceContext);
  if (source === undefined) throw new Error("useSource needs a SourceProvider above it");
  return source;
};

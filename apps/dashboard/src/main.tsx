import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { mlflowClient } from "mlflow-js-client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ThemeProvider } from "./components/theme.tsx";
import { SourceProvider } from "./data/source-context.tsx";
import { fromMlflowHash } from "./old/mlflow-hash.ts";
import { router } from "./router.tsx";
import { mlflowRunSource } from "./sources/mlflow-run-source.ts";
import type { RunSource } from "./sources/run-source.ts";
import "./styles/ground.css";
import "./styles/controls.css";
import "./styles/menus.css";
import "./styles/shell.css";
import "./styles/filter.css";
import "./styles/runs.css";
import "./styles/run-rows.css";
import "./styles/runs-narrow.css";
import "./styles/section.css";
import "./styles/files.css";
import "./styles/run-tables.css";
import "./styles/compare.css";
import "./styles/findings.css";

// Redirects links to MLflow's UI, also when one is pasted into the address bar.
const followMlflowHash = (): void => {
  const address = fromMlflowHash(location.hash);
  if (address !== undefined) location.replace(address);
};
addEventListener("hashchange", followMlflowHash);
followMlflowHash();

// `vite --mode fixture` shows made-up runs without a server.
const openSource = async (): Promise<RunSource> =>
  import.meta.env.MODE === "fixture"
    ? (await import("./sources/fixture-run-source.ts")).fixtureRunSource()
    : mlflowRunSource(mlflowClient({ trackingUri: location.origin, retry: { retries: 1 } }));

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 1_000, refetchOnWindowFocus: "always" } },
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html must hold an element with the id root");
const source = await openSource();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <SourceProvider value={source}>
        <ThemeProvider>
          <RouterProvider router={router} />
        </ThemeProvider>
      </SourceProvider>
    </QueryClientProvider>
  </StrictMode>,
);

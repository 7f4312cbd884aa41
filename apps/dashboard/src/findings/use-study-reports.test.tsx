import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { studies } from "@vae-lab/experiments/studies";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { SourceProvider } from "../data/source-context.tsx";
import { fixtureRunSource } from "../sources/fixture-run-source.ts";
import { useStudyReports } from "./use-study-reports.ts";

const all = Object.values(studies);

const Names = () => useStudyReports(all).map(({ study, experiment }) => experiment && study.name);

test("studies that this store does not have are not asked for", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  onTestFinished(() => warn.mockRestore());
  const client = new QueryClient();
  const own = all.slice(0, 2).map(({ name }, index) => ({ id: String(index), name }));
  client.setQueryData(["experiments"], own);
  const text = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <SourceProvider value={fixtureRunSource()}>
        <Names />
      </SourceProvider>
    </QueryClientProvider>,
  );
  expect(text).toBe(own.map(({ name }) => name).join(""));
  const asked = client.getQueryCache().findAll({ queryKey: ["table"] });
  expect(asked.map(({ queryKey }) => queryKey[1])).toEqual(own.map(({ id }) => id));
  // In development, queries of one key are warned of
  expect(warn.mock.calls).toEqual([]);
});

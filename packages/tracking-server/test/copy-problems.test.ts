import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyRuns, problemText, type TrackingServer, writeMlruns } from "../src/index.ts";
import { temporaryFolder } from "./contract/contract.ts";
import { contentsOf, fillWithRuns } from "./laboratory.ts";
import { store } from "./stores.ts";

/** A source in which `answer` replaces the responses to some requests. */
const replacing = (answer: (url: URL) => Response | undefined) => (server: TrackingServer) =>
  (async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    return answer(url) ?? server.fetch(input, init);
  }) as typeof fetch;

test("a file that cannot be copied is skipped and reported with its run, and tried again later", async () => {
  let isBroken = true;
  const bad = "images/k+step+3+timestamp+1700000000000+abc.png";
  const broken = replacing((url) =>
    isBroken && url.searchParams.get("path") === bad
      ? Response.json(
          { error_code: "INVALID_PARAMETER_VALUE", message: "Invalid path" },
          { status: 400 },
        )
      : undefined,
  );
  const [from, to] = [store(undefined, broken).client, store().client];
  await fillWithRuns(from, "lab");
  const first = await copyRuns({ from, to });
  expect(first).toMatchObject({ experiments: 2, runs: 3, files: 3 });
  expect(first.problems.map(({ runName, item }) => [runName, item]).toSorted()).toEqual(
    [0, 1, 2].map((at) => [`run ${at} · β`, `artifact "${bad}"`]),
  );
  expect(first.problems.map(problemText)[0]).toMatch(
    /^experiment ".*", run "run \d · β" \(\w{32}\): cannot copy artifact ".*": Invalid path \(GET/,
  );
  isBroken = false;
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 3, files: 3, problems: [] });
  expect(await contentsOf(to, "lab")).toEqual(await contentsOf(from, "lab"));
});

test("a source that cannot be reached, or refuses access, ends the copy", async () => {
  for (const status of [401, 503]) {
    const gone = replacing((url) =>
      url.pathname === "/get-artifact" ? new Response("", { status }) : undefined,
    );
    const [from, to] = [store(undefined, gone).client, store().client];
    await fillWithRuns(from, "lab");
    await expect(copyRuns({ from, to })).rejects.toMatchObject({ status });
  }
});

test("names that would lead out of the target's folder are skipped and reported", async () => {
  const evil = [
    { path: "../../../evil.txt", is_dir: false, file_size: 1 },
    { path: "images", is_dir: true },
  ];
  const listing = replacing((url) => {
    if (url.pathname.endsWith("/artifacts/list"))
      return Response.json({ files: url.searchParams.has("path") ? evil : evil });
    return url.pathname === "/get-artifact" ? new Response("x") : undefined;
  });
  const [from, to] = [store(undefined, listing).client, store().client];
  const { runId } = (await from.runs.create({ experimentId: "0", runName: "evil" })).info;
  const above = temporaryFolder();
  const folder = join(above, "deep", "mlruns");
  const written = await writeMlruns({ from, folder });
  expect(written.problems.map(({ item, message }) => [item, message])).toEqual([
    ['artifact "../../../evil.txt"', 'the name "../../../evil.txt" leads out of its folder'],
    ["the list of artifacts", 'the server listed "../../../evil.txt" in the folder "images"'],
  ]);
  expect(
    readdirSync(above, { recursive: true }).filter((name) => `${name}`.includes("evil")),
  ).toEqual([]);
  expect(existsSync(join(folder, "0", runId, "meta.yaml"))).toBe(true);
  const copied = await copyRuns({ from, to });
  expect(copied.problems.map(({ item }) => item)).toEqual([
    'artifact "../../../evil.txt"',
    "the list of artifacts",
  ]);
});

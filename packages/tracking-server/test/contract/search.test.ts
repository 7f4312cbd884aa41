import { beforeAll, expect, test } from "vitest";
import { collect, contract, refusal } from "./contract.ts";

contract("run search", (current) => {
  let experimentId = "";
  const found = async (filter: string, orderBy: string[] = ["attributes.start_time ASC"]) => {
    const query = { experimentIds: [experimentId], filter, orderBy };
    return (await collect(current().client.runs.search(query)))
      .map((run) => run.info.runName)
      .join("");
  };
  const runs = [
    { name: "a", loss: 1, beta: "0.25", note: "Alpha 50%" },
    { name: "b", loss: Number.NaN, beta: "4", note: "alphabet" },
    { name: "c", loss: -Infinity, beta: "16", note: "it's" },
    { name: "d", loss: undefined, beta: "four", note: undefined },
    { name: "e", loss: 2.5, beta: "1e1", note: "" },
  ];

  beforeAll(async () => {
    const { client } = current();
    experimentId = await current().newExperiment();
    for (const [at, { name, loss, beta, note }] of runs.entries()) {
      const run = await client.runs.create({ experimentId, runName: name, startTime: 100 + at });
      const { runId } = run.info;
      const metrics =
        loss === undefined ? [] : [{ key: "test/loss", value: loss, step: 0, timestamp: 0 }];
      const tags = note === undefined ? {} : { "a note": note };
      await client.runs.logBatch({ runId, metrics, params: { "objective.beta": beta }, tags });
      if (name === "e") await client.runs.update({ runId, status: "FINISHED", endTime: 500 });
    }
  });

  test.each([
    ["", "abcde"],
    ["metrics.`test/loss` > 1", "e"],
    ['metric."test/loss" >= 1 and metrics.`test/loss` <= 2.5', "ae"],
    ["metrics.`test/loss` < -1e300", "c"],
    ["metrics.`test/loss` = 1.0", "a"],
    ["metrics.`absent` != 1", ""],
    ["params.objective.beta = '4'", "b"],
    ["parameter.`objective.beta` != '4'", "acde"],
    ["params.objective.beta LIKE '%4%'", "b"],
    ["params.objective.beta ilike 'FO_R'", "d"],
    ["tags.`a note` LIKE 'alpha%'", "b"],
    ["tag.\"a note\" ILIKE 'alpha%'", "ab"],
    ['tags.`a note` = "it\'s"', "c"],
    ["tags.`a note` = ''", "e"],
    ["tags.`a note` IS NULL", "d"],
    ["params.absent IS NOT NULL", ""],
    ["attributes.status = 'FINISHED'", "e"],
    ["status != 'FINISHED'", "abcd"],
    ["run_name IN ('a')", /only \['run_id'\] attributes/i],
    ["attr.run_name LIKE 'a'", "a"],
    ["run.start_time >= 103", "de"],
    ["created < 101", "a"],
    ["end_time > 0", "e"],
    ["run_id NOT IN ('nobody', 'none')", "abcde"],
    ["artifact_uri LIKE 'mlflow-artifacts:%'", "abcde"],
  ] as const)("%s", async (filter, expected) => {
    if (typeof expected === "string") expect(await found(filter)).toBe(expected);
    else expect((await refusal(found(filter))).message).toMatch(expected);
  });

  test("OR, parentheses and numbers of params work in the embedded server and are refused by MLflow", async () => {
    for (const [filter, expected] of [
      ["run_name = 'a' OR run_name = 'b' AND status = 'RUNNING'", "ab"],
      ["(run_name = 'a' OR run_name = 'e') AND status = 'FINISHED'", "e"],
      ["numbers.objective.beta >= 4", "bce"],
      ["number.`objective.beta` = 10 or run_name='d'", "de"],
    ] as const) {
      if (current().differs("filters have OR, parentheses and numbers of params"))
        expect(await found(filter)).toBe(expected);
      else expect((await refusal(found(filter))).status).toBe(400);
    }
    const doubled = current().differs("a doubled quote within quotes is one quote");
    expect(await found("tags.`a note` = 'it''s'")).toBe(doubled ? "c" : "");
  });

  test("NaN differs from every number and is neither less nor greater, as in IEEE 754", async () => {
    expect(await found("metrics.`test/loss` != 1")).toBe("bce");
    expect(await found("metrics.`test/loss` < 1")).toBe("c");
    expect(await found("metrics.`test/loss` >= 1")).toBe("ae");
  });

  test("a run is found by a list of ids", async () => {
    const all = await collect(current().client.runs.search({ experimentIds: [experimentId] }));
    const ids = all.slice(0, 2).map((run) => `'${run.info.runId}'`);
    expect(await found(`attributes.run_id IN (${ids.join(", ")})`)).toBe("de");
  });

  test("metrics order as numbers; NaN and then absent ones come last in both directions", async () => {
    expect(await found("", ["metrics.`test/loss` ASC"])).toBe("caebd");
    expect(await found("", ["metrics.`test/loss` DESC"])).toBe("eacbd");
    expect(await found("", ["tags.`a note`", "start_time DESC"])).toBe("eabcd");
    expect(await found("", ["params.objective.beta desc"])).toBe("dbeca");
    expect(await found("", ["attributes.end_time"])).toMatch(/^e/);
    expect(await found("", [])).toBe("edcba");
  });

  test.each([
    ["metrics.loss > 'one'", "Expected numeric value type for metric"],
    ["params.beta = 4", "Expected a quoted string value for parameter"],
    ["params.beta > '4'", "Invalid comparator '>'"],
    ["metrics.loss LIKE 'a'", "Expected numeric value type for metric"],
    ["nobody.loss > 1", "Invalid entity type 'nobody'"],
    ["attributes.nobody = '1'", "Invalid attribute key 'nobody'"],
    ["metrics.loss == 1", "Invalid comparator '=='"],
    ["metrics.loss >", "Invalid clause(s) in filter string"],
    ["tags.a = 'never closed", "Invalid clause(s) in filter string"],
    ["(tags.a = 'b'", "Invalid clause(s) in filter string"],
    ["tags.a = 'b'; DROP TABLE runs", ""],
    [`${"(".repeat(500)}tags.a = 'b'`, ""],
  ])("is refused: %s", async (filter, message) => {
    const refused = await refusal(found(filter));
    expect(refused).toMatchObject({ status: 400, errorCode: "INVALID_PARAMETER_VALUE" });
    expect(refused.message).toContain(message);
  });

  test("an incomplete filter or order is refused where the server recognises it", async () => {
    const status = async (query: object) =>
      (await current().post("runs/search", { experiment_ids: [experimentId], ...query })).status;
    const { differs } = current();
    expect(await status({ filter: "metrics.loss > 1 metrics.loss < 2" })).toBe(
      differs("status of a second clause without AND"),
    );
    expect(await status({ filter: "tags.a = 'b' AND" })).toBe(
      differs("status of a filter that ends with AND"),
    );
    expect(await status({ order_by: ["metrics."] })).toBe(differs("status of an order by nothing"));
    expect(await status({ order_by: ["params.a", "params.a"] })).toBe(
      differs("status of an order by one key twice"),
    );
    for (const order of ["metrics.a UP", "nobody.a"])
      expect([order, await status({ order_by: [order] })]).toEqual([order, 400]);
  });

  test("a long filter is accepted up to the server's limit, and refused beyond it", async () => {
    const { differs } = current();
    const status = async (query: object) =>
      (await current().post("runs/search", { experiment_ids: [experimentId], ...query })).status;
    const joined = (count: number) =>
      Array.from({ length: count }, (_, at) => `params.a${at} = 'b'`).join(" AND ");
    expect(await status({ filter: joined(63) })).toBe(200);
    expect(await status({ filter: joined(64) })).toBe(
      differs("status of a filter of 64 comparisons"),
    );
    expect(await status({ filter: joined(20_000) })).toBe(400);
    expect(await status({ filter: `metrics.a > ${"1".repeat(1_000)}x` })).toBe(400);
    const ids = Array.from({ length: 2_000 }, () => `'${"0".repeat(32)}'`).join(", ");
    expect(await status({ filter: `attributes.run_id IN (${ids})` })).toBe(200);
  });

  test("values that look like SQL are treated as values", async () => {
    const evil = "'; DELETE FROM runs; --";
    expect(await found(`tags.\`a note\` = "${evil}"`)).toBe("");
    expect(await found("", [`metrics.\`${evil}\` DESC`])).toBe("edcba");
    expect(await found("")).toBe("abcde");
  });

  test("experiment ids are integers, and an unknown one has no runs", async () => {
    const { client, post } = current();
    const status = async (id: string) =>
      (await post("runs/search", { experiment_ids: [id] })).status;
    for (const id of ["abc", "1abc", `${experimentId} OR 1`, ""])
      expect([id, await status(id)]).toEqual([id, 400]);
    for (const id of ["-1", "99999999"])
      expect(await collect(client.runs.search({ experimentIds: [id] }))).toEqual([]);
    const models = { experimentIds: ["abc"] };
    expect((await refusal(collect(client.loggedModels.search(models)))).status).toBe(400);
  });

  test("max_results may be at most 50,000", async () => {
    const search = (max_results: number) =>
      current().post("runs/search", { experiment_ids: [experimentId], max_results });
    expect((await search(50_000)).status).toBe(200);
    expect((await search(50_001)).status).toBe(400);
    expect((await search(0)).status).toBe(400);
  });
});

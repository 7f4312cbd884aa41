import { expect, test } from "vitest";
import { collect, contract, refusal, uniqueName } from "./contract.ts";

contract("experiments", (current) => {
  test("an experiment is found by id and by name, with its tags", async () => {
    const { client } = current();
    const name = `${uniqueName()} Überblick/βeta`;
    const id = await client.experiments.create({ name, tags: { team: "vision" } });
    const byId = await client.experiments.get(id);
    expect(byId).toMatchObject({
      experimentId: id,
      name,
      lifecycleStage: "active",
      artifactLocation: `mlflow-artifacts:/${id}`,
      tags: { team: "vision" },
    });
    expect(await client.experiments.getByName(name)).toEqual(byId);
  });

  test("the default experiment has the id 0", async () => {
    expect((await current().client.experiments.get("0")).name).toBe("Default");
  });

  test("an unknown name is undefined, an unknown id is 404", async () => {
    const { client } = current();
    expect(await client.experiments.getByName("nobody's")).toBeUndefined();
    expect(await refusal(client.experiments.get("999999"))).toMatchObject({
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      message: expect.stringContaining("No Experiment with id=999999 exists"),
    });
    expect((await refusal(client.experiments.get("abc"))).message).toContain(
      "Invalid experiment ID 'abc'",
    );
  });

  test("a name is unique, also among deleted experiments", async () => {
    const { client } = current();
    const name = uniqueName();
    const id = await client.experiments.create({ name });
    await client.experiments.delete(id);
    expect(await refusal(client.experiments.create({ name }))).toMatchObject({
      status: 400,
      errorCode: "RESOURCE_ALREADY_EXISTS",
    });
  });

  test("a deleted experiment hides its runs and refuses new ones until it is restored", async () => {
    const { client } = current();
    const id = await client.experiments.create({ name: uniqueName() });
    const { info } = await client.runs.create({ experimentId: id });
    const runs = () => collect(client.runs.search({ experimentIds: [id] }));
    await client.experiments.delete(id);
    expect((await client.experiments.get(id)).lifecycleStage).toBe("deleted");
    expect(await runs()).toEqual([]);
    expect((await refusal(client.runs.create({ experimentId: id }))).message).toContain(
      "must be in the 'active' state",
    );
    await client.experiments.restore(id);
    expect((await runs()).map((run) => run.info.runId)).toEqual([info.runId]);
  });

  test("an experiment is renamed, but not to an empty name and not while deleted", async () => {
    const { client, post } = current();
    const id = await client.experiments.create({ name: uniqueName() });
    const name = uniqueName();
    await client.experiments.update({ experimentId: id, name });
    expect((await client.experiments.get(id)).name).toBe(name);
    expect((await post("experiments/update", { experiment_id: id })).status).toBe(400);
    await client.experiments.delete(id);
    expect(
      await refusal(client.experiments.update({ experimentId: id, name: uniqueName() })),
    ).toMatchObject({ status: 500, errorCode: "INVALID_STATE" });
  });

  test("tags of an experiment are set, replaced and deleted", async () => {
    const { client } = current();
    const id = await client.experiments.create({ name: uniqueName() });
    await client.experiments.setTag({ experimentId: id, key: "a/b", value: "1" });
    await client.experiments.setTag({ experimentId: id, key: "a/b", value: "2" });
    expect((await client.experiments.get(id)).tags).toEqual({ "a/b": "2" });
    await client.experiments.deleteTag({ experimentId: id, key: "a/b" });
    expect((await client.experiments.get(id)).tags).toEqual({});
    expect(
      (await refusal(client.experiments.deleteTag({ experimentId: id, key: "a/b" }))).status,
    ).toBe(404);
  });

  test("a name of 500 characters is accepted, one of 501 is refused by client and server", async () => {
    const { client, post } = current();
    const long = (uniqueName() + "x".repeat(500)).slice(0, 500);
    await client.experiments.create({ name: long });
    expect((await refusal(client.experiments.create({ name: `${long}x` }))).message).toContain(
      "at most 500 characters",
    );
    const answer = await post("experiments/create", { name: `${long}x` });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      message: "'name' exceeds the maximum length of 500 characters",
    });
  });

  test("a search filters by name and tags, orders, and returns every experiment once", async () => {
    const { client } = current();
    const mark = uniqueName();
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4])
      ids.push(
        await client.experiments.create({ name: `${mark} ${n}`, tags: { mark, n: `${n}` } }),
      );
    const search = (filter: string, rest = {}) =>
      collect(client.experiments.search({ filter, ...rest })).then((found) =>
        found.map((experiment) => experiment.experimentId),
      );
    expect(await search(`name LIKE '${mark}%'`, { orderBy: ["name ASC"], maxResults: 1 })).toEqual(
      ids,
    );
    expect(await search(`tags.mark = '${mark}' AND tags.n != '2'`, { orderBy: ["name"] })).toEqual([
      ids[0],
      ids[2],
      ids[3],
    ]);
    if (current().differs("filters have OR, parentheses and numbers of params"))
      expect(await search(`experiment_id IN ('${ids[1]}') OR name = '${mark} 4'`)).toHaveLength(2);
    await client.experiments.delete(ids[0] ?? "");
    expect(await search(`tags.mark = '${mark}'`, { viewType: "DELETED_ONLY" })).toEqual([ids[0]]);
    expect(await search(`tags.mark = '${mark}'`, { viewType: "ALL" })).toHaveLength(4);
  });

  test("a search without max_results is refused, as in MLflow", async () => {
    const answer = await current().post("experiments/search", {});
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error_code: "INVALID_PARAMETER_VALUE",
      message: expect.stringContaining("Invalid value 0 for parameter 'max_results'"),
    });
  });
});

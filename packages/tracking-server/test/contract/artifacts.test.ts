import { expect, test } from "vitest";
import { contract, refusal } from "./contract.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

contract("artifacts", (current) => {
  const proxied = async (runId: string) => {
    const { info } = await current().client.runs.get(runId);
    return `/api/2.0/mlflow-artifacts/artifacts/${info.artifactUri.replace("mlflow-artifacts:/", "")}`;
  };

  test("an uploaded file is listed and downloaded byte for byte", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const body = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7) % 256);
    const path = "images/reconstructions+step+2+timestamp+1700000000000+0b1c.png";
    await client.artifacts.upload({ runId, path, body, contentType: "image/png" });
    await client.artifacts.upload({ runId, path: "log ü 試.txt", body: "first" });
    await client.artifacts.upload({ runId, path: "log ü 試.txt", body: "second" });
    await client.artifacts.upload({ runId, path: "empty", body: "" });
    expect(await client.artifacts.list({ runId })).toEqual([
      { path: "empty", isDir: false, fileSize: 0 },
      { path: "images", isDir: true },
      { path: "log ü 試.txt", isDir: false, fileSize: 6 },
    ]);
    expect(await client.artifacts.list({ runId, path: "images" })).toEqual([
      { path, isDir: false, fileSize: body.length },
    ]);
    expect(Buffer.from(await client.artifacts.download({ runId, path })).equals(body)).toBe(true);
    expect(text(await client.artifacts.download({ runId, path: "log ü 試.txt" }))).toBe("second");
    expect(await client.artifacts.download({ runId, path: "empty" })).toHaveLength(0);
  });

  test("the proxied paths list base names, and a missing folder is empty", async () => {
    const { client, fetch } = current();
    const runId = await current().newRun();
    await client.artifacts.upload({ runId, path: "a/b.txt", body: "b" });
    const path = (await proxied(runId)).split("/artifacts/").slice(1).join("/artifacts/");
    const list = async (at: string) =>
      (await fetch(`/api/2.0/mlflow-artifacts/artifacts?path=${encodeURIComponent(at)}`)).json();
    expect(await list(`${path}/a`)).toEqual({
      files: [{ path: "b.txt", is_dir: false, file_size: 1 }],
    });
    expect(await list("nowhere")).toEqual({});
    expect(await client.artifacts.list({ runId, path: "nowhere" })).toEqual([]);
  });

  test("a folder is deleted with its contents; deleting a missing file is no error", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.artifacts.upload({ runId, path: "a/b.txt", body: "b" });
    await client.artifacts.delete({ runId, path: "a" });
    await client.artifacts.delete({ runId, path: "a" });
    expect(await client.artifacts.list({ runId })).toEqual([]);
    expect((await refusal(client.artifacts.download({ runId, path: "a/b.txt" }))).status).toBe(404);
  });

  test("a folder cannot be downloaded, and an upload cannot replace a folder or go through a file", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.artifacts.upload({ runId, path: "a/b.txt", body: "b" });
    expect((await refusal(client.artifacts.download({ runId, path: "a" }))).status).toBe(400);
    for (const path of ["a", "a/b.txt/c"])
      expect((await refusal(client.artifacts.upload({ runId, path, body: "x" }))).status).toBe(
        current().differs("status of an upload onto a folder"),
      );
  });

  test("multipart uploads are refused as not implemented", async () => {
    const answer = await current().fetch("/api/2.0/mlflow-artifacts/mpu/create/a", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ path: "a", num_parts: 1 }),
    });
    expect(answer.status).toBe(501);
    expect((await answer.json()).error_code).toBe("NOT_IMPLEMENTED");
  });

  test("an uploaded page is an attachment; images are shown inline if the server says so", async () => {
    const { client, fetch, differs } = current();
    const runId = await current().newRun();
    const headers = async (path: string) => {
      await client.artifacts.upload({ runId, path, body: "<script>alert(1)</script>" });
      const answer = await fetch(`/get-artifact?run_id=${runId}&path=${path}`);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.has("content-security-policy")).toBe(
        differs("artifact responses forbid scripts"),
      );
      return answer.headers.get("content-disposition")?.split(";")[0];
    };
    for (const path of ["a.html", "a.svg", "a.js"])
      expect([path, await headers(path)]).toEqual([path, "attachment"]);
    const shown = differs("images are shown inline") ? "inline" : "attachment";
    expect(await headers("a.png")).toBe(shown);
  });

  test("a path that steps out of its folder is refused, however it is encoded", async () => {
    const { fetch } = current();
    const runId = await current().newRun();
    const root = await proxied(runId);
    for (const path of ["..%2f..%2fx", "%252e%252e%252fx", "%2Fetc%2Fpasswd"]) {
      const listed = await fetch(`/api/2.0/mlflow/artifacts/list?run_id=${runId}&path=${path}`);
      const read = await fetch(`${root}/${path}`);
      expect([path, listed.status]).toEqual([path, 400]);
      expect([path, read.status]).toEqual([path, expect.toBeOneOf([400, 404])]);
    }
  });

  test("a file keeps its name, and is listed, read and deleted by it on every route", async () => {
    const { client, fetch, differs } = current();
    const runId = await current().newRun();
    const root = await proxied(runId);
    const names = [
      "50%.txt",
      "img%step%0%timestamp%1700000000000%0b1c.png",
      "a\\b",
      "a?b&c=d+e;f",
      "C:x",
      "a\"b'<>|*",
      " spaces ",
      "...",
      "ü試😀",
      "%",
      "x".repeat(255),
    ];
    const isKept = differs("names with # or an encoded character are kept");
    if (isKept) names.push("50%25.txt", "a#b", "a%2fb", "%41", "tab\there", "line\nbreak");
    for (const name of names) {
      const path = `d/${name}`;
      await client.artifacts.upload({ runId, path, body: name });
      const query = `run_id=${runId}&path=${encodeURIComponent(path)}`;
      for (const url of [`/get-artifact?${query}`, `${root}/d/${encodeURIComponent(name)}`])
        expect([name, await (await fetch(url)).text()]).toEqual([name, name]);
      expect(text(await client.artifacts.download({ runId, path }))).toBe(name);
    }
    const listed = await client.artifacts.list({ runId, path: "d" });
    expect(listed.map(({ path }) => path.slice(2)).toSorted()).toEqual(names.toSorted());
    // MLflow does not find a name with % to delete it.
    if (isKept) for (const { path } of listed) await client.artifacts.delete({ runId, path });
    else await client.artifacts.delete({ runId, path: "d" });
    expect(await client.artifacts.list({ runId, path: "d" })).toEqual([]);
  });

  test("a request to write or delete without a path is refused and changes nothing", async () => {
    const { client, fetch } = current();
    const runId = await current().newRun();
    await client.artifacts.upload({ runId, path: "a.txt", body: "a" });
    const artifacts = "/api/2.0/mlflow-artifacts/artifacts";
    // Other tests of the server make folders beside this run's at the same time.
    const listed = async () => {
      const { files = [] } = (await (await fetch(artifacts)).json()) as {
        files?: { is_dir: boolean }[];
      };
      return [files.filter((file) => !file.is_dir), await client.artifacts.list({ runId })];
    };
    const before = await listed();
    for (const method of ["PUT", "DELETE"]) {
      const body = method === "PUT" ? { body: "x" } : {};
      expect([method, (await fetch(artifacts, { method, ...body })).status]).toEqual([method, 405]);
      const root = await fetch(`${artifacts}/`, { method, ...body });
      expect([method, root.status]).toEqual([method, expect.toBeOneOf([400, 404, 405])]);
    }
    const folder = await fetch(`${await proxied(runId)}/new/`, { method: "PUT", body: "x" });
    expect(folder.status).toBe(400);
    expect(await listed()).toEqual(before);
    expect(text(await client.artifacts.download({ runId, path: "a.txt" }))).toBe("a");
  });

  test("HEAD, ranges and conditions work as HTTP defines them where the server offers them", async () => {
    const { client, fetch, differs } = current();
    const runId = await current().newRun();
    await client.artifacts.upload({ runId, path: "a.bin", body: "0123456789" });
    const ask = async (headers: Record<string, string>, method = "GET") => {
      const answer = await fetch(`/get-artifact?run_id=${runId}&path=a.bin`, { method, headers });
      const range = answer.headers.get("content-range");
      return [answer.status, await answer.text(), ...(range === null ? [] : [range])];
    };
    const head = await fetch(`/get-artifact?run_id=${runId}&path=a.bin`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, "10"]);
    expect(await ask({})).toEqual([200, "0123456789"]);
    if (!differs("artifacts have ranges and entity tags")) return;
    const etag = head.headers.get("etag") ?? "";
    expect(await ask({ range: "bytes=2-4" })).toEqual([206, "234", "bytes 2-4/10"]);
    expect(await ask({ range: "bytes=-3" })).toEqual([206, "789", "bytes 7-9/10"]);
    expect(await ask({ range: "bytes=8-99" })).toEqual([206, "89", "bytes 8-9/10"]);
    expect(await ask({ range: "bytes=10-" })).toEqual([416, "", "bytes */10"]);
    expect(await ask({ range: "bytes=0-1,4-5" })).toEqual([200, "0123456789"]);
    expect(await ask({ range: "nonsense" })).toEqual([200, "0123456789"]);
    expect(await ask({ range: "bytes=2-4", "if-range": etag })).toEqual([
      206,
      "234",
      "bytes 2-4/10",
    ]);
    expect(await ask({ range: "bytes=2-4", "if-range": '"old"' })).toEqual([200, "0123456789"]);
    expect(await ask({ range: "bytes=2-4" }, "HEAD")).toEqual([206, "", "bytes 2-4/10"]);
    for (const tags of [etag, `"old", ${etag}`, `W/${etag}`, "*"])
      expect([tags, await ask({ "if-none-match": tags })]).toEqual([tags, [304, ""]]);
    expect(await ask({ "if-none-match": '"old"' })).toEqual([200, "0123456789"]);
    const since = new Date(Date.now() + 1_000).toUTCString();
    expect(await ask({ "if-modified-since": since })).toEqual([304, ""]);
    expect(await ask({ "if-modified-since": since, "if-none-match": '"old"' })).toEqual([
      200,
      "0123456789",
    ]);
  });

  test("the page's own upload accepts ten megabytes and refuses one byte more", async () => {
    const { client, fetch } = current();
    const runId = await current().newRun();
    const upload = (query: string, size: number) =>
      fetch(`/ajax-api/2.0/mlflow/upload-artifact?${query}`, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body: new Uint8Array(size),
      });
    const most = 10 * 1024 * 1024;
    const refused = async (query: string, size: number) => {
      const answer = await upload(query, size);
      return answer.ok ? "taken" : (await answer.json()).message;
    };
    expect(await refused(`run_uuid=${runId}&path=a/large.bin`, most)).toBe("taken");
    expect(await client.artifacts.list({ runId, path: "a" })).toEqual([
      { path: "a/large.bin", isDir: false, fileSize: most },
    ]);
    expect(await refused(`run_uuid=${runId}&path=b`, most + 1)).toContain("too large");
    expect(await refused(`run_uuid=${runId}&path=b`, 0)).toContain("must specify data");
    expect(await refused(`run_uuid=${runId}`, 1)).toContain("must specify path");
    expect(await refused("path=b", 1)).toContain("must specify run_uuid");
  });
});

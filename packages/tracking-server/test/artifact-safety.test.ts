import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { embeddedContract, refusal, temporaryFolder } from "./contract/contract.ts";

embeddedContract("artifacts that are safe", (current) => {
  const proxied = async (runId: string) => {
    const { info } = await current().client.runs.get(runId);
    return `/api/2.0/mlflow-artifacts/artifacts/${info.artifactUri.replace("mlflow-artifacts:/", "")}`;
  };
  const put = (path: string, body: string) => current().fetch(path, { method: "PUT", body });

  test("no path leaves the artifacts folder", async () => {
    const { fetch, folder } = current();
    const runId = await current().newRun();
    writeFileSync(join(folder, "secret.txt"), "secret");
    const escapes = [
      "%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt",
      "%252e%252e/%252e%252e/%252e%252e/%252e%252e/secret.txt",
      "%25252e%25252e%25252fsecret.txt",
      "..%2f..%2f..%2f..%2fsecret.txt",
      "..%5c..%5c..%5csecret.txt",
      `${"x".repeat(256)}.txt`,
    ];
    const root = await proxied(runId);
    for (const path of escapes) {
      const query = `run_id=${runId}&path=${encodeURIComponent(path)}`;
      for (const answer of [
        await put(`${root}/${path}`, "evil"),
        await fetch(`${root}/${path}`),
        await fetch(`/get-artifact?${query}`),
        await fetch(`/get-artifact?run_id=${runId}&path=${path}`),
        await fetch(`/api/2.0/mlflow/artifacts/list?${query}`),
      ]) {
        const body = await answer.text();
        expect([path, body]).not.toEqual([path, "secret"]);
        expect([path, answer.status]).toEqual([path, expect.toBeOneOf([400, 404])]);
      }
    }
    expect((await put(`${root}/a%00b.txt`, "evil")).status).toBe(400);
    for (const path of ["file:///etc/passwd", "/etc/passwd", "%2Fetc%2Fpasswd"]) {
      const query = `run_id=${runId}&path=${encodeURIComponent(path)}`;
      expect((await fetch(`/get-artifact?${query}`)).status).toBe(400);
      expect((await fetch(`/api/2.0/mlflow/artifacts/list?${query}`)).status).toBe(400);
    }
    // Below the run's folder, an empty part and a colon do not lead out.
    await put(`${root}/%2Fetc%2Fnew`, "evil");
    await put(`${root}/file:///etc/new`, "evil");
    expect(existsSync("/etc/new")).toBe(false);
    expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe("secret");
    expect(
      readdirSync(folder)
        .filter((name) => !name.startsWith("tracking.sqlite"))
        .toSorted(),
    ).toEqual(
      ["artifacts", "incoming", "secret.txt"].filter((name) => existsSync(join(folder, name))),
    );
  });

  test("symbolic links are not followed, out of the folder or within it", async () => {
    const { client, folder } = current();
    const runId = await current().newRun();
    const { info } = await client.runs.get(runId);
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret.txt"), "secret");
    const root = join(folder, "artifacts", info.experimentId, runId, "artifacts");
    mkdirSync(root, { recursive: true });
    symlinkSync(outside, join(root, "link"));
    symlinkSync(join(outside, "secret.txt"), join(root, "file"));
    expect(await client.artifacts.list({ runId })).toEqual([]);
    for (const path of ["link/secret.txt", "file"]) {
      expect((await refusal(client.artifacts.download({ runId, path }))).status).toBe(400);
      expect((await refusal(client.artifacts.upload({ runId, path, body: "evil" }))).status).toBe(
        400,
      );
    }
    expect(readFileSync(join(outside, "secret.txt"), "utf8")).toBe("secret");
  });

  test("an uploaded page runs no script: it is an attachment, in a sandbox, of no type", async () => {
    const { client, fetch } = current();
    const runId = await current().newRun();
    const headers = async (path: string) => {
      await client.artifacts.upload({ runId, path, body: "<script>alert(1)</script>" });
      const answer = await fetch(`/get-artifact?run_id=${runId}&path=${path}`);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
      const disposition = answer.headers.get("content-disposition") ?? "";
      return `${answer.headers.get("content-type")} ${disposition.split(";")[0]}`;
    };
    for (const path of ["a.html", "a.svg", "a.xhtml", "a.xml", "a.js", "a.pdf", "a", "a.HTM"])
      expect([path, await headers(path)]).toEqual([path, "application/octet-stream attachment"]);
    expect(await headers("a.png")).toBe("image/png inline");
    expect(await headers("a.JPG")).toBe("image/jpeg inline");
    expect(await headers("a.json")).toBe("application/json inline");
    expect(await headers("log.txt")).toBe("text/plain; charset=utf-8 inline");
  });

  test("an unchanged file is not sent again", async () => {
    const { client, fetch } = current();
    const runId = await current().newRun();
    await client.artifacts.upload({ runId, path: "a.txt", body: "a" });
    const url = `/get-artifact?run_id=${runId}&path=a.txt`;
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
    await client.artifacts.upload({ runId, path: "a.txt", body: "ab" });
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  test("a large body of the page's upload is refused before it is read", async () => {
    const { fetch, folder } = current();
    const runId = await current().newRun();
    const upload = async (run: string, bytes: number) => {
      let sent = 0;
      const chunk = new Uint8Array(1_000_000);
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (sent >= bytes) return controller.close();
          sent += chunk.length;
          controller.enqueue(chunk);
          return undefined;
        },
      });
      const query = `run_uuid=${run}&path=a.bin`;
      const request = { method: "POST", body, duplex: "half" } as const;
      const answer = await fetch(`/ajax-api/2.0/mlflow/upload-artifact?${query}`, request).catch(
        () => undefined,
      );
      return { status: answer?.status, sent };
    };
    // A server that closes the connection of an unread body may lose its answer.
    const refused = await upload(runId, 200_000_000);
    expect(refused.status).toBeOneOf([400, undefined]);
    expect(refused.sent).toBeLessThan(100_000_000);
    const unknown = await upload("nobody", 200_000_000);
    expect(unknown.status).toBeOneOf([404, undefined]);
    expect(unknown.sent).toBeLessThan(100_000_000);
    await expect.poll(() => readdirSync(join(folder, "incoming"))).toEqual([]);
  });

  test("an upload that breaks off leaves nothing behind", async () => {
    const { client, folder } = current();
    const runId = await current().newRun();
    const { info } = await client.runs.get(runId);
    const parts = [new Uint8Array(70_000), new Error("the sender died")];
    const body = new ReadableStream({
      pull(controller) {
        const part = parts.shift();
        if (part instanceof Uint8Array) controller.enqueue(part);
        else controller.error(part);
      },
    });
    const request = { method: "PUT", body, duplex: "half" } as const;
    const broken = current().fetch(`${await proxied(runId)}/half.bin`, request);
    const status = await broken.then(
      (answer) => answer.status,
      () => "no answer",
    );
    expect(status).not.toBe(200);
    expect(await client.artifacts.list({ runId })).toEqual([]);
    await expect.poll(() => readdirSync(join(folder, "incoming"))).toEqual([]);
    expect(existsSync(join(folder, "artifacts", info.experimentId, runId))).toBe(false);
  });
});

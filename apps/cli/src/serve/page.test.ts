import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { servePage } from "./page.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-page-"));
  await mkdir(join(folder, "dist/assets"), { recursive: true });
  await writeFile(join(folder, "dist/index.html"), "<h1>page</h1>");
  await writeFile(join(folder, "dist/assets/main-abc.js"), "1");
  await writeFile(join(folder, "secret.txt"), "secret");
});
afterAll(() => rm(folder, { recursive: true }));

const get = (path: string, method = "GET"): Promise<Response> =>
  servePage(join(folder, "dist"))(new Request(`http://127.0.0.1${path}`, { method }));

test.each([
  "/",
  "/compare",
  "/run/abc?sort=elbo",
  "/run/v1.2",
  "/run/..%2f..%2fetc",
  "/run/%zz",
  "/..%2fsecret.txt",
])("%s is a route and gets the page", async (path) => {
  const response = await get(path);
  expect(await response.text()).toBe("<h1>page</h1>");
  expect(response.headers.get("content-type")).toContain("text/html");
  expect(response.headers.get("cache-control")).toBe("no-cache");
});

test("the policy allows the page's own files and inline scripts only", async () => {
  const script = "document.title = 'x'";
  await writeFile(join(folder, "dist/index.html"), `<script>${script}</script><h1>page</h1>`);
  const policy = (await get("/")).headers.get("content-security-policy") ?? "";
  const hash = createHash("sha256").update(script).digest("base64");
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect((await get("/assets/main-abc.js")).headers.get("x-content-type-options")).toBe("nosniff");
});

test("files with their hash in the name may be cached for ever", async () => {
  const response = await get("/assets/main-abc.js");
  expect(response.headers.get("content-type")).toContain("text/javascript");
  expect(response.headers.get("cache-control")).toContain("immutable");
});

test.each(["/assets/..%2f..%2fsecret.txt", "/assets/%00.js", "/assets/%zz.js", "/assets/no.js"])(
  "%s finds nothing",
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test("POST is refused, and HEAD has no body", async () => {
  expect((await get("/", "POST")).status).toBe(405);
  expect(await (await get("/", "HEAD")).text()).toBe("");
});

test("without a built page the response says how to build it", async () => {
  const response = await servePage(join(folder, "nowhere"))(new Request("http://127.0.0.1/"));
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("npm run build");
});

test("scripts come compressed to those who accept gzip, and are the same", async () => {
  const script = "const x = 1;".repeat(500);
  await writeFile(join(folder, "dist/assets/large-abc.js"), script);
  const ask = (encoding: string) =>
    servePage(join(folder, "dist"))(
      new Request("http://127.0.0.1/assets/large-abc.js", {
        headers: { "accept-encoding": encoding },
      }),
    );
  const [packed, plain] = [await ask("gzip, br"), await ask("identity")];
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  const bytes = new Uint8Array(await packed.arrayBuffer());
  expect(bytes.length).toBeLessThan(script.length / 10);
  expect(gunzipSync(bytes).toString()).toBe(script);
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe(script);
});

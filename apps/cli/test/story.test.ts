import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openChromium } from "@vae-lab/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-story-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the exported story opens from disk, and its figures respond to a drag", async () => {
  const target = join(folder, "story");
  const { code, stdout, stderr } = await vaeLab(["story", "--export", target, "--json"]);
  expect([code, stderr.includes("error")]).toEqual([0, false]);
  const written = JSON.parse(stdout);
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(written).toMatchObject({ bytes, files: sizes.length });
  expect(bytes).toBeLessThan(5_000_000);

  const browser = await openChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(40_000);
    const troubles: string[] = [];
    page.on("pageerror", ({ message }) => troubles.push(message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) troubles.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) troubles.push(request.url());
    });
    await page.goto(pathToFileURL(written.page).href);
    const map = page.getByRole("application", { name: "Map of the VAE: codes" });
    await map.waitFor({ timeout: 30_000 });
    await map.scrollIntoViewIfNeeded();
    const decoded = page.getByRole("img", { name: "Decoded place of the VAE", exact: true });
    const pixels = () => decoded.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const before = await pixels();
    const box = await map.boundingBox();
    if (box === null) throw new Error("the map has no place on the page");
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.55);
    await page.mouse.up();
    expect(await pixels()).not.toBe(before);
    const claims = page.locator(".claim-head");
    expect(await claims.count()).toBe(32);
    const reports = await page
      .locator(".bearings a")
      .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
    expect(reports.length).toBeGreaterThan(5);
    for (const report of reports)
      expect(await readFile(join(target, report), "utf8")).toContain("<html");
    expect(troubles).toEqual([]);
  } finally {
    await browser.close();
  }
}, 180_000);

test("a folder that is not empty is refused and left as it is, and --force writes among its files", async () => {
  const full = join(folder, "full");
  await mkdir(full);
  await writeFile(join(full, "notes.txt"), "mine");
  const { code, stderr } = await vaeLabHere(["story", "--export", full]);
  expect(code).toBe(2);
  expect(stderr).toContain(
    "the folder must be empty (got 1 entry); name another folder, or add --force",
  );
  expect(await readdir(full)).toEqual(["notes.txt"]);
  const forced = await vaeLabHere(["story", "--export", full, "--force"]);
  expect(forced.code).toBe(0);
  expect(await readdir(full)).toEqual(expect.arrayContaining(["index.html", "notes.txt"]));
}, 180_000);

test("a file in the folder's place is refused", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  const { code, stderr } = await vaeLabHere(["story", "--export", file]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/cannot write --export .*file: .*; name another place/);
});

test("a folder that cannot be made is refused", async () => {
  const { code, stderr } = await vaeLabHere(["story", "--export", "/proc/none"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/cannot write --export \/proc\/none: .*; name another place/);
});

test("the story needs a folder", async () => {
  const { code, stderr } = await vaeLabHere(["story"]);
  expect(code).toBe(2);
  expect(stderr).toContain("--export <folder>");
});

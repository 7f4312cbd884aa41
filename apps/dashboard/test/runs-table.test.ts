import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site.close(), 30_000);

test("an invalid filter shows an error and hides no rows; a filter without matches says so", async () => {
  const { page } = await site.open("/runs");
  await page.getByText("39 runs", { exact: true }).waitFor();
  const filter = page.getByRole("combobox", { name: "Filter runs" });
  for (const [text, fault] of [
    ["beta=1 OR", "the last term is missing"],
    ["unit<=5", "no run has a field called unit; did you mean units?"],
    ["beta in (1,4", "a list ends with )"],
  ] as const) {
    await filter.fill(text);
    await page.getByText(fault).waitFor();
    await page.getByText("39 runs", { exact: true }).waitFor();
    expect(await filter.getAttribute("aria-invalid")).toBe("true");
  }
  await filter.fill("beta=3");
  await page.getByRole("heading", { name: "No run matches this filter" }).waitFor();
  expect(await filter.getAttribute("aria-invalid")).toBe("false");
  await page.close();
});

test("the filter accepts the names in the table", async () => {
  const { page } = await site.open("/runs");
  const filter = page.getByRole("combobox", { name: "Filter runs" });
  await filter.fill("units<=5");
  await page.getByText(/^\d+ of 39 runs$/).waitFor();
  const byHead = await page.locator(".count").textContent();
  const all = page.getByText("39 runs", { exact: true });
  await filter.fill("");
  await all.waitFor();
  await filter.fill("active_units<=5");
  await page.getByText(/^\d+ of 39 runs$/).waitFor();
  expect(await page.locator(".count").textContent()).toBe(byHead);
  await filter.fill("");
  await all.waitFor();
  await filter.fill("beta=1 OR beta IN (4, 16) status=finished");
  await page.getByText(/^\d+ of 39 runs$/).waitFor();
  await page.close();
});

test("names and values can be completed by keyboard", async () => {
  const { page } = await site.open("/runs");
  await page.getByText("39 runs", { exact: true }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("regul");
  await page
    .getByRole("option", { name: /^regulariser/ })
    .first()
    .waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("=forw");
  await page.getByRole("option", { name: /^forward-kl/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  const filter = page.getByRole("combobox", { name: "Filter runs" });
  expect(await filter.inputValue()).toBe("regulariser=forward-kl");
  await page.waitForURL(/q=regulariser/);
  await page.close();
});

test("columns can be chosen, sorted and resized, and are part of the URL", async () => {
  const { page } = await site.open("/runs");
  await page.getByText("39 runs", { exact: true }).waitFor();
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("searchbox", { name: "Find a column" }).fill("seed");
  await page.getByLabel("seed", { exact: true }).check();
  await page.keyboard.press("Escape");
  await page.waitForURL(/cols=.*seed/);
  const header = page.getByRole("columnheader", { name: "seed" });
  await page.locator(".scroller").evaluate((element) => element.scrollTo(1e5, 0));
  await header.waitFor();
  const handle = page.getByRole("separator", { name: "Width of seed" });
  const before = Number(await handle.getAttribute("aria-valuenow"));
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const width = async () => Number(await handle.getAttribute("aria-valuenow"));
  await expect.poll(width).toBe(before + 20);
  await page.reload();
  await page.locator(".scroller").evaluate((element) => element.scrollTo(1e5, 0));
  await handle.waitFor();
  await expect.poll(width).toBe(before + 20);
  await page.goto(`${site.url}/study/kl-direction/runs?cols=objective.beta,started,duration`);
  await page.getByRole("columnheader", { name: "duration" }).waitFor();
  expect(
    (await page.locator("thead th").allTextContents()).map((text) => text.replace(/\W/g, "")),
  ).toEqual(["", "run", "status", "beta", "started", "duration"]);
  await page.getByRole("button", { name: "started" }).click();
  await page.waitForURL(/sort=-started/);
  await page.close();
});

test("the table can be saved as CSV", async () => {
  const { page } = await site.open(
    "/study/kl-direction/runs?q=beta%3D256&cols=objective.beta,test/elbo",
  );
  await page.getByText("1 of 39 runs").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("kl-direction.csv");
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).toString()).toMatch(
    /^run,id,status,objective.beta,test\/elbo\r\nforward-kl · β 256 · pathwise,[0-9a-f]{32},FAILED,256,\r\n$/,
  );
  await page.close();
});

test("the key c opens the comparison", async () => {
  const { page } = await site.open("/runs");
  await page.locator("tbody input").first().check();
  await page.keyboard.press("c");
  await page.getByRole("heading", { name: "Comparing 1 run" }).waitFor();
  await page.close();
});

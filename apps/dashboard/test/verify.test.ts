import { axeViolations } from "@vae-lab/testing";
import { knownDefects } from "@vae-lab/verify/known-defects";
import { checks, type MatrixReport, runMatrix, unsupported } from "@vae-lab/verify/matrix";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";
import { logVerifyReport } from "./verify-store.ts";

const estimates = 1_000;
const property = "a bound of K draws has its exact value, which is below log p(x)";
const own = checks.filter(
  (check) =>
    check.property === property || check.property.startsWith("a divergence and its gradient"),
);

const reportOf = async (broken?: "self-normalised-value"): Promise<MatrixReport> => ({
  ...(await runMatrix({
    ...{ checks: own, unsupported, estimates },
    ...(broken !== undefined && { replacement: knownDefects[broken].replacement }),
  })),
  ...{ seed: 1, estimates, seconds: 3, backend: "cpu", thorough: false },
  ...(broken !== undefined && { broken }),
});

let site: Site;
let sound: MatrixReport;
beforeAll(async () => {
  sound = await reportOf();
  const broken = await reportOf("self-normalised-value");
  const start = Date.UTC(2026, 0, 1);
  site = await openSite({
    fill: async (client) => {
      const experimentId = await client.experiments.create({ name: "verify" });
      await logVerifyReport(client, experimentId, sound, start);
      await logVerifyReport(client, experimentId, broken, start + 60_000);
    },
  });
}, 180_000);
afterAll(() => site.close(), 30_000);

test("the page shows the newest result of all checks, and its comparisons with their numbers", async () => {
  const { page, faults } = await site.open("/verify");
  await page.getByText(`${sound.passed} passed, 0 failed`).waitFor();
  const part = page.locator(".property", { hasText: property });
  await part.locator("summary").click();
  await page.waitForURL(/open=/);
  const rows = part.locator("tbody tr");
  const wanted = sound.rows.filter((row) => row.property === property);
  await expect.poll(() => rows.count()).toBe(wanted.length);
  const [first] = wanted;
  const cells = await rows.first().locator("td").allInnerTexts();
  expect(cells.slice(0, 4)).toEqual([
    ...["✓ pass", first?.divergence, first?.estimator, first?.of],
  ]);
  const numbers = cells
    .slice(4, 6)
    .map((text) => Number(text.replace(/^[≤≥] /, "").replace("−", "-")));
  expect(numbers[0]).toBeCloseTo(first?.exact ?? Number.NaN, 3);
  expect(numbers[1]).toBeCloseTo(first?.estimate ?? Number.NaN, 3);
  await page.reload();
  await expect.poll(() => rows.count()).toBe(wanted.length);
  expect(faults).toEqual([]);
});

test("a failed check is open, and can be shown alone", async () => {
  const { page } = await site.open("/verify");
  const results = page.getByRole("combobox", { name: "result" });
  await results.selectOption({ index: 0 });
  await page.waitForURL(/run=/);
  await page.getByText("with the defect self-normalised-value injected").waitFor();
  const part = page.locator(".property", { hasText: property });
  await part.getByText("✕ fail").first().waitFor();
  await page.getByRole("checkbox", { name: "failures only" }).check();
  await page.waitForURL(/failed=yes/);
  await expect.poll(() => page.locator(".property").count()).toBe(1);
  expect(await part.getByText("✓ pass").count()).toBe(0);
});

test("pairs that cannot be compared are named with their reason", async () => {
  const { page } = await site.open("/verify?q=sticking the landing");
  await page.locator(".property summary").first().click();
  await page.getByText("Not compared").first().waitFor();
});

test("without a result the page shows the command that makes one", async () => {
  const empty = await openSite();
  const { page } = await empty.openForAll("/verify");
  await page.getByRole("heading", { name: "No result yet" }).waitFor();
  await page.getByText("npm run vae-lab -- verify", { exact: true }).waitFor();
  await empty.close();
});

test("a defect shows its effects in numbers, and its check fails with it and passes without it", async () => {
  const { page, faults } = await site.open("/museum");
  const name = "self-normalised-value";
  const defect = page.locator(`#${name}`);
  await defect.waitFor({ timeout: 60_000 });
  expect(await page.locator(".defect").count()).toBe(Object.keys(knownDefects).length);
  const [effect] = knownDefects[name].effects();
  const cells = await defect.locator("tbody td").allInnerTexts();
  expect(Number(cells[1]?.replace("−", "-"))).toBeCloseTo(effect?.defective ?? Number.NaN, 3);
  expect(Number(cells[2]?.replace("−", "-"))).toBeCloseTo(effect?.correct ?? Number.NaN, 3);
  await defect.getByRole("button", { name: "Run the check here" }).click();
  await defect.getByText(/With the defect: [1-9]\d* of \d+ comparisons? failed/).waitFor();
  await defect.getByText(/Correct implementation: 0 of \d+ comparisons? failed/).waitFor();
  await defect.getByRole("link", { name: knownDefects[name].caughtBy }).click();
  await page.waitForURL(/\/verify\?q=/);
  await expect.poll(() => page.locator(".property").count()).toBe(1);
  expect(faults).toEqual([]);
});

test("axe finds nothing on open properties and demonstrated defects: light and wide, dark and narrow", async () => {
  for (const [colorScheme, width] of [
    ["light", 1400],
    ["dark", 360],
  ] as const) {
    const options = { colorScheme, viewport: { width, height: 900 } };
    const { page } = await site.open("/verify", options);
    await page.locator(".property summary").last().click();
    await page.locator(".property tbody tr").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const { page: museum } = await site.open("/museum", options);
    const defect = museum.locator(".defect").first();
    await defect.getByRole("button", { name: "Run the check here" }).click();
    await defect.locator("h3").first().waitFor();
    expect(await axeViolations(museum)).toEqual([]);
    const sideways = await museum.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
  }
});

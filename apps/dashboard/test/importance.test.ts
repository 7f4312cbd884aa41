import { axeViolations } from "@vae-lab/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site.close(), 30_000);

test("beta explains most of the rate, with an interval, and a param without effect is not decided", async () => {
  const { page, faults } = await site.open("/study/kl-direction/compare?impmetric=test/rate");
  const section = page.locator("#importance");
  await section.evaluate((element) => element.scrollIntoView());
  const rows = section.locator(".pairs-table tbody tr");
  await rows.first().waitFor();
  const [beta] = await rows.first().locator("th, td").allInnerTexts();
  expect(beta).toBe("beta");
  const [values, share, interval, chance, result] = await rows
    .first()
    .locator("td")
    .allInnerTexts();
  expect(Number(values)).toBeGreaterThan(3);
  expect(Number(share)).toBeGreaterThan(Number(chance));
  expect(interval).toMatch(/^[\d.]+ to [\d.]+$/);
  expect(result).toBe("more than chance");
  await section.locator("svg[role=img]").waitFor();
  await rows.filter({ hasText: "not decided" }).first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await section.getByRole("combobox", { name: "metric" }).selectOption("test/elbo");
  await page.waitForURL(/impmetric=test\/elbo/);
  expect(faults).toEqual([]);
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

interface Axe {
  run(): Promise<{
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  }>;
}

/** What axe finds on a page: violations of WCAG 2.0 to 2.2 (A and AA) and of best practices. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(readFileSync(source, "utf8"));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    return (await axe.run()).violations.map(
      ({ id, nodes }) =>
        `${id} × ${nodes.length}, such as ${nodes[0]?.target.join(" ")}: ${nodes[0]?.failureSummary}`,
    );
  });
};

import type { Page } from "playwright-core";

/** The sections of the pages about groups of runs. */
export const sections = {
  collapse: ["onset", "profiles", "epochs", "excess", "kinds"],
  blur: ["equal-rate", "costs", "gains", "spectra"],
} as const;
type PageName = keyof typeof sections;

/** Scrolls to each section, because a section is drawn when it comes into view, and waits for it. */
export const showAll = async (page: Page, name: PageName): Promise<void> => {
  for (const id of sections[name]) {
    const section = page.locator(`#${id}`);
    await section.waitFor();
    await section.scrollIntoViewIfNeeded();
    await section.locator("figure svg, .message, .absent").first().waitFor();
  }
};

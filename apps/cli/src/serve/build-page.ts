/** One of the set-up scripts, which `npm test` and the doctor use too. */
const script = new URL("../../../../scripts/setup/page.mjs", import.meta.url).href;

/** Builds the dashboard's page unless it is up to date, and says so where that takes long. */
export const buildPage = async (): Promise<void> => {
  const page: { readonly buildPage: () => Promise<void> } = await import(script);
  await page.buildPage();
};

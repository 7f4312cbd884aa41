/** One of the set-up scripts, which `npm test` and the doctor use too. */
const script = new URL("../../../../scripts/setup/page.mjs", import.meta.url).href;

interface Script {
  readonly buildPage: () => Promise<void>;
  readonly buildStory: () => Promise<void>;
}

/** Builds the dashboard's page unless it is up to date, and says so where that takes long. */
export const buildPage = async (): Promise<void> => {
  const page: Script = await import(script);
  await page.buildPage();
};

/** Builds the story that opens from disk, unless it is up to date. */
export const buildStory = async (): Promise<void> => {
  const page: Script = await import(script);
  await page.buildStory();
};

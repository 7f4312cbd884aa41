import { parseArgs } from "node:util";
import { openChromium } from "@vae-lab/testing";
import { median } from "d3-array";
import type { Locator, Page } from "playwright-core";
import { type Effort, type Hand, handOn } from "./hand.ts";
import { defaultHome, serveSmallStudy } from "./small-study.ts";

// Times four questions that users ask of a study, from the start page to the answer:
//   npx tsx --conditions=@vae-lab/source bench/tasks.ts [--home workspace] [--repeats 3]
// It prints a table in Markdown. Times are wall-clock times with those of the script that clicks.
const { values } = parseArgs({
  options: {
    home: { type: "string", default: defaultHome },
    repeats: { type: "string", default: "3" },
  },
});

const study = "digits";

interface Task {
  readonly question: string;
  readonly way: string;
  /** Does the task and returns what holds the answer. */
  perform(hand: Hand, page: Page): Promise<Locator>;
}

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name, exact: true });

const openStudy = (hand: Hand, page: Page) => hand.click(link(page, study).first());

const filter = async (hand: Hand, page: Page, query: string, count: number) => {
  await page.getByRole("combobox", { name: "Filter runs" }).waitFor();
  await hand.press("/");
  await hand.type(query);
  await page.getByText(`${count} of 90 runs`).waitFor();
};

const palette = async (hand: Hand, words: string, page: Page) => {
  await hand.press("Control+k");
  await page.getByRole("combobox", { name: "Command palette" }).waitFor();
  await hand.type(words);
  await hand.press("Enter");
};

const intervals = (page: Page) =>
  page.getByRole("table", { name: "Onset of collapse by regulariser" }).locator("tbody");
const ofAllPairs = (page: Page) => page.locator("#pairs .overall");
const command = (page: Page) => page.locator("#reproduce pre").first();
const lastImage = async (page: Page) => {
  const images = page.locator("#images").getByAltText(/^reconstructions of/);
  await images.nth(1).waitFor();
  return images.nth(1);
};

const tasks: readonly Task[] = [
  {
    question: "Where does each direction collapse, with its interval?",
    way: "mouse",
    perform: async (hand, page) => {
      await openStudy(hand, page);
      await hand.click(link(page, "Collapse"));
      return intervals(page);
    },
  },
  {
    question: "Where does each direction collapse, with its interval?",
    way: "keyboard",
    perform: async (hand, page) => {
      await palette(hand, "collapse", page);
      return intervals(page);
    },
  },
  {
    question: "How do images at β 16 differ from those at β 1?",
    way: "mouse and filter",
    perform: async (hand, page) => {
      await openStudy(hand, page);
      await filter(hand, page, "reverse-kl pathwise seed=1 beta in (1, 16)", 2);
      await hand.click(page.getByRole("checkbox", { name: "Select all runs shown" }));
      await hand.click(link(page, /^Compare 2 runs/));
      await hand.click(page.getByRole("navigation", { name: "On this page" }).getByText("Images"));
      return lastImage(page);
    },
  },
  {
    question: "Which estimator is better, and is the difference significant?",
    way: "mouse",
    perform: async (hand, page) => {
      await openStudy(hand, page);
      await hand.click(link(page, "Compare"));
      await hand.click(link(page, "Paired differences"));
      return ofAllPairs(page);
    },
  },
  {
    question: "Which command trains a run again?",
    way: "mouse",
    perform: async (hand, page) => {
      await openStudy(hand, page);
      await hand.click(page.locator("td.col-name a").first());
      await hand.click(link(page, "command to train it again"));
      return command(page);
    },
  },
];

const { url, close } = await serveSmallStudy(values.home);
const browser = await openChromium();

const perform = async (task: Task): Promise<Effort & { readonly answer: string }> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  await link(page, study).first().waitFor();
  await page.waitForLoadState("networkidle");
  const hand = handOn(page);
  const answer = await task.perform(hand, page);
  await hand.see(answer);
  const text = (await answer.evaluate((element) => (element as HTMLElement).innerText)).trim();
  await context.close();
  return { ...hand.effort(), answer: text.replaceAll(/\s+/g, " ") };
};

console.log(`| question | way | clicks | keys | scrolls | seconds |
| --- | --- | ---: | ---: | ---: | ---: |`);
const answers: string[] = [];
for (const task of tasks) {
  const efforts = [];
  for (let i = 0; i < Number(values.repeats); i++) efforts.push(await perform(task));
  const [{ clicks, keys, scrolls, answer }] = efforts as [Awaited<ReturnType<typeof perform>>];
  const seconds = median(efforts, (effort) => effort.seconds) ?? Number.NaN;
  console.log(
    `| ${task.question} | ${task.way} | ${clicks} | ${keys} | ${scrolls} | ${seconds.toFixed(1)} |`,
  );
  answers.push(`${task.question} (${task.way}) ${answer}`);
}
console.log(`\n${answers.join("\n")}`);
await browser.close();
close();

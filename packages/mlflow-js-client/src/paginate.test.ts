import { expect, test } from "vitest";
import { type Page, paginate } from "./paginate.ts";

const collect = async (pages: Page<string>[], asked: (string | undefined)[] = []) => {
  const all: string[] = [];
  let next = 0;
  const fetchPage = async (token: string | undefined) => {
    asked.push(token);
    return pages[next++] ?? { items: [] };
  };
  for await (const item of paginate(fetchPage, (item) => item)) all.push(item);
  return all;
};

test("pages may be empty in the middle and at the end, and a repeated item is returned once", async () => {
  const asked: (string | undefined)[] = [];
  const pages = [
    { items: ["a", "b"], nextPageToken: "1" },
    { items: [], nextPageToken: "2" },
    { items: ["b", "c"], nextPageToken: "3" },
    { items: [], nextPageToken: "" },
  ];
  expect(await collect(pages, asked)).toEqual(["a", "b", "c"]);
  expect(asked).toEqual([undefined, "1", "2", "3"]);
});

test("a server that repeats page tokens is reported", async () => {
  const page = { items: ["a"], nextPageToken: "1" };
  await expect(collect([page, page, page])).rejects.toThrow('page token "1" twice');
});

test("no page is requested before it is read", async () => {
  let fetched = 0;
  const items = paginate(
    async () => ({ items: [`${++fetched}`], nextPageToken: `${fetched}` }),
    (item) => item,
  );
  expect((await items.next()).value).toBe("1");
  expect(fetched).toBe(1);
});

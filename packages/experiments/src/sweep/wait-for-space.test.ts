import { expect, test } from "vitest";
import { waitForSpace } from "./wait-for-space.ts";

const diskFull = () => Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });

const waiting = (signal = new AbortController().signal) => {
  const notices: string[] = [];
  const whenSpace = waitForSpace({
    ...{ path: "/w", signal, everyMs: 1 },
    notify: (text) => notices.push(text),
  });
  return { whenSpace, notices };
};

test("work that a full disk stops is repeated until it succeeds, with one notice at each end", async () => {
  const { whenSpace, notices } = waiting();
  let attempts = 0;
  const work = async () => {
    attempts++;
    if (attempts < 4) throw new Error("cannot append", { cause: diskFull() });
    return "done";
  };
  expect(await whenSpace(work)).toBe("done");
  expect(attempts).toBe(4);
  expect(notices).toEqual([
    "the disk of /w is full; the sweep waits until there is space again",
    "there is space on the disk of /w again; the sweep continues",
  ]);
});

test("other errors are thrown after one attempt", async () => {
  const { whenSpace, notices } = waiting();
  await expect(whenSpace(() => Promise.reject(new Error("EACCES")))).rejects.toThrow("EACCES");
  expect(notices).toEqual([]);
});

test("an abort ends the waiting", async () => {
  const stop = new AbortController();
  const { whenSpace } = waiting(stop.signal);
  const work = whenSpace(() => {
    stop.abort();
    return Promise.reject(diskFull());
  });
  await expect(work).rejects.toMatchObject({ name: "AbortError" });
});

import { expect, test, vi } from "vitest";
import { backlog } from "./backlog.ts";

test("work is done once and in order, also when drains overlap", async () => {
  const done: number[] = [];
  const work = backlog();
  for (const n of [1, 2, 3]) work.add(async () => done.push(n));
  const first = work.drain();
  work.add(async () => done.push(4));
  await Promise.all([first, work.drain(), work.drain()]);
  expect(done).toEqual([1, 2, 3, 4]);
});

test("what failed is kept, with all that follows it, for the next drain", async () => {
  const done: number[] = [];
  let isAway = true;
  const work = backlog();
  work.add(async () => done.push(1));
  work.add(async () => {
    if (isAway) throw new Error("server is away");
    done.push(2);
  });
  work.add(async () => done.push(3));
  await expect(work.drain()).rejects.toThrow("server is away");
  expect(done).toEqual([1]);
  isAway = false;
  await work.drain();
  expect(done).toEqual([1, 2, 3]);
});

test("drains asked for while one is at work share the next, so a slow server is not asked once for each", async () => {
  let attempts = 0;
  let answer: () => void = () => undefined;
  const work = backlog();
  work.add(() => {
    attempts++;
    return new Promise<void>((_, reject) => {
      answer = () => reject(new Error("server is away"));
    });
  });
  const first = work.drain();
  const refused = expect(first).rejects.toThrow("server is away");
  await vi.waitFor(() => expect(attempts).toBe(1));
  const later = [work.drain(), work.drain(), work.drain()];
  const allRefused = Promise.all(later.map((one) => expect(one).rejects.toThrow("away")));
  answer();
  await refused;
  await vi.waitFor(() => expect(attempts).toBe(2));
  answer();
  await allRefused;
  expect(attempts).toBe(2);
});

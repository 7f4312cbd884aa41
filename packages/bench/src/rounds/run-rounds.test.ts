import { expect, test } from "vitest";
import type { Candidate } from "./candidate.ts";
import { runRounds } from "./run-rounds.ts";

/** A candidate that reports `ms` milliseconds per step. */
const speaker = (name: string, ms: number): Candidate => ({
  name,
  command: [
    process.execPath,
    "-e",
    `const answer = (line) => console.log(JSON.stringify(line));
     answer({ ready: { version: "${name}" } });
     require("node:readline").createInterface({ input: process.stdin }).on("line", (steps) =>
       answer({ ms: ${ms} * steps, cpuMs: ${ms / 2} * steps, loss: Number(steps), peakBytes: 1 }));`,
  ],
});

const options = {
  rounds: 3,
  stepsPerRound: 4,
  cores: [0],
  say: () => undefined,
};

test("each candidate has one sample per round, in milliseconds per step", async () => {
  const slow = { ...speaker("slow", 10), stepsPerRound: 2 };
  const [first, second] = await runRounds([speaker("quick", 1), slow], options);
  expect(first).toMatchObject({ name: "quick", wall: [1, 1, 1], cpu: [0.5, 0.5, 0.5], loss: 4 });
  expect(second).toMatchObject({ name: "slow", wall: [10, 10, 10], loss: 2, stepsPerRound: 2 });
  expect(first?.versions).toEqual({ version: "quick" });
});

test("a candidate that fails is returned with the reason, and the others run", async () => {
  const broken = {
    name: "broken",
    command: [process.execPath, "-e", "console.error('no such library'); process.exit(1)"],
  };
  const absent = { name: "absent", command: ["no-such-program"] };
  const said: string[] = [];
  const entries = await runRounds([broken, speaker("sound", 1), absent], {
    ...options,
    say: (text) => said.push(text),
  });
  expect(entries.map(({ name, wall }) => [name, wall.length])).toEqual([
    ["broken", 0],
    ["sound", 3],
    ["absent", 0],
  ]);
  expect(entries[0]?.failure).toContain("no such library");
  expect(entries[2]?.failure).toMatch(/no-such-program/);
  expect(said).toHaveLength(2);
});

test("on two cores a candidate is two processes, whose mean times count", async () => {
  const [entry] = await runRounds([speaker("pair", 3)], { ...options, cores: [0, 0] });
  expect(entry?.wall).toEqual([3, 3, 3]);
});

test("without a number of steps a sample takes about two seconds, in calls of 16 steps", async () => {
  const { stepsPerRound: _, ...timed } = options;
  const [quick, slow, slowest] = await runRounds(
    [speaker("quick", 1), speaker("slow", 150), speaker("slowest", 5000)],
    { ...timed, rounds: 1 },
  );
  expect([quick, slow, slowest].map((entry) => entry?.stepsPerRound)).toEqual([2000, 13, 1]);
});

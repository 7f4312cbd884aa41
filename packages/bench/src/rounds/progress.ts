/** Time between messages, in milliseconds. */
const everyMs = 10_000;

/** The message before a benchmark starts. */
export const announced = (title: string, rounds: number): string =>
  `${title}: ${rounds} ${rounds === 1 ? "round" : "rounds"}`;

/** Reports progress every few seconds: candidates that have started, then rounds. */
export const progressOf = (
  rounds: number,
  say: (text: string) => void,
  now: () => number = () => performance.now(),
) => {
  let said = now();
  let began: number | undefined;
  return {
    started: (name: string): void => {
      if (now() - said < everyMs) return;
      said = now();
      say(`  ${name} is ready`);
    },
    /** Called before each round, from 0. */
    round: (round: number): void => {
      began ??= now();
      if (round === 0 || now() - said < everyMs) return;
      said = now();
      const left = (((said - began) / round) * (rounds - round)) / 1000;
      say(`  round ${round + 1} of ${rounds}, about ${Math.ceil(left)} s left`);
    },
  };
};

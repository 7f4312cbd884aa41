import { shellWord } from "../command-line/typed-command.ts";

/** The command that repeats a trial of a study, given the file of its config. */
export const trainCommand =
  (study: string, home: string) =>
  (configFile: string): string =>
    ["vae-lab train", configFile, "--experiment", study, "--home", home]
      .map((word, index) => (index === 0 ? word : shellWord(word)))
      .join(" ");

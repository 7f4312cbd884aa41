/** A word as a shell takes it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Ways to run the command, by npm's name for the script that runs. */
const prefixes: Readonly<Record<string, string>> = {
  "vae-lab": "npm run vae-lab --",
  npx: "npx vae-lab",
};

/** The command as the user typed it, without the password of a queue, for advice that can be pasted into a shell. */
export const typedCommand = (
  argv: readonly string[] = process.argv.slice(2),
  script = process.env.npm_lifecycle_event ?? "",
): string => {
  const words = argv.map((word) => shellWord(word.replace(/(rediss?:\/\/)[^/]*@/, "$1")));
  if (script !== "start" || words[0] !== "start")
    return [prefixes[script] ?? "vae-lab", ...words].join(" ");
  const [, ...options] = words;
  return options.length === 0 ? "npm start" : `npm start -- ${options.join(" ")}`;
};

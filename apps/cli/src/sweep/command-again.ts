/** The command with another number of seeds. */
export const withSeeds = (command: string, seeds: number): string => {
  const rest = command.replace(/ --seeds(=| )\S+/, "");
  const separator = rest === "npm start" || rest === "npm start --" ? "npm start --" : rest;
  return `${separator} --seeds ${seeds}`;
};

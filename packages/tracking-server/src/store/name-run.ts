const adjectives = [
  "bold",
  "calm",
  "dusky",
  "fair",
  "keen",
  "lucid",
  "mild",
  "quiet",
  "sunny",
  "wry",
];
const nouns = ["auk", "crane", "finch", "heron", "ibis", "lark", "owl", "robin", "swift", "wren"];

/** A pronounceable name for a run without one, derived from its id. */
export const nameRun = (runId: string): string => {
  const number = Number.parseInt(runId.slice(0, 8), 16);
  const adjective = adjectives[number % 10];
  const noun = nouns[Math.floor(number / 10) % 10];
  return `${adjective}-${noun}-${Math.floor(number / 100) % 1000}`;
};

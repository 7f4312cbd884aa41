import { readFile } from "node:fs/promises";

/** Vector instructions of which TensorFlow's kernels use the first that a processor has. */
const vectorInstructions = ["avx512f", "avx2", "avx", "sse4_2", "asimd"];

/** The vector instructions that Linux lists for the first processor, the widest alone. */
export const instructionSetIn = (cpuinfo: string): string | undefined => {
  const [, flags = ""] = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo) ?? [];
  const known = new Set(flags.trim().split(/\s+/));
  return vectorInstructions.find((name) => known.has(name));
};

/**
 * The processor's vector instructions, such as "avx2": sums in registers of another width differ in
 * their last bits. Undefined where the system does not list them.
 */
export const instructionSet = (): Promise<string | undefined> =>
  readFile("/proc/cpuinfo", "utf8").then(instructionSetIn, () => undefined);

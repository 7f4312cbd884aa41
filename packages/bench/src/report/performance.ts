import type { BenchFile } from "./bench-file.ts";
import { epochText, scaleText, stepText } from "./tables.ts";

const gigabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 30)} GB`;

/** Versions of everything that took part, each once. */
const versionsOf = ({ machine, parts }: BenchFile): string => {
  const results = [
    ...(parts.step?.models.flatMap((model) => model.results) ?? []),
    ...(parts.epoch?.results ?? []),
  ];
  const found = new Map<string, string>([["Node", machine.node]]);
  for (const result of results)
    if ("versions" in result)
      for (const [name, version] of Object.entries(result.versions)) found.set(name, version);
  return [...found].map(([name, version]) => `${name} ${version}`).join(", ");
};

const how = `All contestants of a table ran in one run, in turn and round after round, each in a process of its own with one thread, held to the same core. They train the same model on the same images of MNIST in the same order from weights of their own drawing (the last loss shows it). A sample is the mean over the steps of a round; medians are over rounds, with the range from the 10th to the 90th percentile. Ratios are medians over rounds of paired ratios, with their 95 % bootstrap interval. *Processor time* is what the process itself used and decides whether a limit is reached; *wall time* also holds what other processes of the machine took from the core, which the load (mean number of processes that wanted to run) tells. The figure shows processor time.`;

const missed = `A limit that is marked ✗ was not reached. *Compiled ÷ eager*: the matrix products are in both, so that the row "bare products ÷ eager" is about the least that a step can take; convolutions and the wide layers of an IWAE weigh more still. *Bare products* are dense, as tfjs makes them: where a width is a multiple of 512 the compiled step has two kernels that are faster than these, which are said in tfjs-jit's \`rewrites/products.ts\`. *Noise drawn once* and *plain descent* leave out the drawing of noise and Adam's moments: what they save is what these take of a step. What else is in a step was made small: fused optimizer ops, 16 steps a call, images and noise inside the graph, gradients by hand where automatic ones copy, one logarithm for each product of 16 chances. Tried without gain on the whole: oneDNN's ops throughout TensorFlow (convolutions are faster, the IWAE is slower), passing over the images' zeros at widths where dense products do not collide, XLA.`;

/** What an epoch's time goes to and what was tried. */
const missedEpoch = `The parts say where the time goes. Most of it are the five products with pixels at each step, 0.51 GFLOP at width 512, which the processor's speed of multiplying bounds from below. What was made less: grey values are checked in a loop, sharpness needs the slow waves alone, evaluation is compiled, a process's next trial finds the graphs and the images of its last, and products do not collide in the cache.`;

/** The page about speed, all of it from what was measured. */
export const performanceText = (file: BenchFile): string => {
  const { machine, parts } = file;
  const { step, epoch, scale } = parts;
  return `${[
    "# Performance",
    "Written by `vae-lab bench report` from what `vae-lab bench` measured; do not edit by hand.",
    `${machine.cpu}, ${machine.cores} cores, ${gigabytes(machine.memoryBytes)} memory, ${machine.system}. ${versionsOf(file)}.`,
    how,
    ...(step
      ? [
          `## A training step (${step.date})`,
          "![Milliseconds per training step](step-times.svg)",
          stepText(step),
          missed,
        ]
      : []),
    ...(epoch
      ? [
          `## An epoch of MNIST with reading and evaluation (${epoch.date})`,
          "784-512-20, the sizes of pythae's own MLP. Ours is a trial as a sweep runs it, with images that are read anew like the peers' and with those that a worker still holds from its trial before: it also measures collapse and blur on all 10,000 test images and draws figures; the others evaluate the loss.",
          epochText(epoch),
          missedEpoch,
        ]
      : []),
    ...(scale
      ? [
          `## As sizes grow (${scale.date})`,
          "One compiled step of the essay's VAE (batch 128, 784-400-20), one size at a time growing, of an IWAE for K; the last row and the last two tables are a whole sweep whose trials compute nothing, with its embedded tracking. Exponents of least squares on logarithms ± standard error, first over all sizes, then over the larger half, where fixed costs are past. Memory is the process's peak, of which Node and TensorFlow take about 650 MB before anything is trained.",
          scaleText(scale),
        ]
      : []),
  ].join("\n\n")}\n`;
};

import { InputError } from "@vae-lab/experiments/input-error";
import { type DefectName, defectNamed, defectNames } from "@vae-lab/verify/museum";
import { defineCommand } from "citty";
import { nearest } from "../command-line/nearest.ts";
import { wholeNumber } from "../command-line/numbers.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";

/** Loads TensorFlow.js, which the help and the refusals do without. */
const performing = () => import("../verify/perform-verify.ts");

const defectFrom = (given: string): DefectName => {
  const found = defectNamed(given);
  if (found !== undefined) return found;
  const meant = nearest(given, defectNames);
  throw new InputError(
    `--break must be one of ${defectNames.join(", ")} (or D1 to D14), got ${JSON.stringify(given)}${meant ? `; did you mean ${meant}?` : ""}`,
  );
};

export const verify = defineCommand({
  meta: {
    name: "verify",
    description:
      "Compare every divergence, estimator and law with exact answers, in less than a minute. Exit code 1 if anything fails",
  },
  args: {
    thorough: {
      type: "boolean",
      default: false,
      description: "Also the laws that take minutes, and eight times as many estimates",
    },
    break: {
      type: "string",
      valueHint: "defect",
      description: `Let a mistake of another library stand in for ours, which the matrix must catch: ${defectNames.join(", ")}`,
    },
    museum: {
      type: "boolean",
      default: false,
      description: "Say what each mistake did, where, and what it costs; measure nothing",
    },
    only: {
      type: "string",
      valueHint: "text",
      description:
        "Only the checks whose law, divergence or estimator has this text, such as IWAE or VIMCO; with --museum only the mistakes with this name, number or text, such as D1 or pythae",
    },
    seed: {
      type: "string",
      valueHint: "number",
      default: "1",
      description: "The seed of all noise",
    },
    estimates: {
      type: "string",
      valueHint: "number",
      description:
        "Independent estimates of each number: more find smaller biases (Default: 50000; 400000 with --thorough)",
    },
    log: {
      type: "boolean",
      default: true,
      description: "Log the matrix as a run of the experiment verify",
      negativeDescription: "Log nothing",
    },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args }) => {
    const broken = args.break === undefined ? undefined : defectFrom(args.break);
    const seed = wholeNumber("--seed", args.seed, { min: 0 });
    const usual = args.thorough ? 400_000 : 50_000;
    const estimates =
      args.estimates === undefined
        ? usual
        : wholeNumber("--estimates", args.estimates, { min: 1000, max: 10_000_000 });
    if (args.museum && (broken !== undefined || args.thorough))
      throw new InputError("--museum measures nothing, so it takes neither --break nor --thorough");
    const { performVerify, showMuseum } = await performing();
    if (args.museum) return showMuseum(args.json, args.only);
    return performVerify({
      ...{ seed, estimates, isThorough: args.thorough, json: args.json },
      ...(broken !== undefined && { broken }),
      ...(args.only !== undefined && { only: args.only }),
      ...(args.log && { home: homeFrom(args.home) }),
    });
  },
});

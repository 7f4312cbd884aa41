import { defineCommand } from "citty";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";

export const modelAxis = defineCommand({
  meta: {
    name: "model-axis",
    description:
      "Fit models to data whose law is known, by forward KL, reverse KL, JS and α-divergences between: what they cover, what they invent, and when reverse KL begins to seek modes. Exit code 1 if a claim fails",
  },
  args: {
    log: {
      type: "boolean",
      default: true,
      description: "Log tables and figures as a run of the experiment model-axis",
      negativeDescription: "Log nothing",
    },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args }) => {
    const { performModelAxis } = await import("../model-axis/perform-model-axis.ts");
    return performModelAxis({
      json: args.json,
      ...(args.log && { home: homeFrom(args.home) }),
    });
  },
});

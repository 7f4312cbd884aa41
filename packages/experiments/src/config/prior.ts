import { z } from "zod";
import { count, oneKindOf, part } from "./rules.ts";

const components = count("model.prior.components");

/**
 * A learned prior of normal codes in place of N(0, I): a mixture of normal distributions, or the mean of
 * q(z|u) over learned pseudo-inputs u (Tomczak & Welling 2018).
 */
export const Prior = oneKindOf("model.prior", [
  part("model.prior of kind mixture", {
    kind: z.literal("mixture"),
    components: components.default(50),
  }),
  part("model.prior of kind vamp", {
    kind: z.literal("vamp"),
    components: components.default(500),
  }),
]);

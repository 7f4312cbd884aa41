import { count, part } from "./rules.ts";

/** Additional steps of the encoder alone in the first epochs, against posterior collapse (He et al. 2019). */
export const Lagging = part("lagging", {
  epochs: count("lagging.epochs").default(1),
  maxEncoderSteps: count("lagging.maxEncoderSteps").default(100),
  window: count("lagging.window").default(10),
});

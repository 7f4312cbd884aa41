/** Fewer seeds say nothing about the spread between them that one would bet on. */
export { enoughForInterval as enoughSeeds } from "@vae-lab/statistics";

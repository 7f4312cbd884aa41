/** The number of seeds from which an interval is computed. */
export { enoughForInterval as enoughSeeds } from "@vae-lab/statistics";

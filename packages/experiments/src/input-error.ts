export { InputError } from "@vae-lab/data/input-error";

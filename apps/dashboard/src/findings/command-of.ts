import type { Study, StudySize } from "@vae-lab/experiments/studies";

/** The command that runs a study, or that reports a study which trains nothing. */
export const commandOf = (study: Study, size: StudySize): string => {
  const verb = study.trials(study.sizes.quick).length > 0 ? "sweep" : "report";
  return `npm run vae-lab -- ${verb} ${study.name}${size === "default" ? "" : ` --${size}`}`;
};

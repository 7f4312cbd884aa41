/** A resolve hook that does what `node --conditions=@vae-lab/source` does. */
export const resolve = (specifier, context, next) =>
  next(specifier, { ...context, conditions: ["@vae-lab/source", ...context.conditions] });

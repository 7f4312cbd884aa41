/** The word before a finding that bears on a claim of the essay. */
export const bearingText = (isInFavour: boolean | undefined): string =>
  isInFavour === undefined ? "open" : isInFavour ? "for" : "against";

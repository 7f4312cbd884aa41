/** Images whose codes are drawn, images that are reconstructed, and codes along a side of the manifold. */
export const shown = { codes: 1000, reconstructions: 10, manifoldSide: 12 } as const;

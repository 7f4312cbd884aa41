/** Half the Nyquist frequency, in cycles per pixel: details finer than four pixels a cycle count as sharp. */
export const sharpCut = 0.25;

/** Images of a quick run: enough for a first look in a minute or two. */
export const quickSizes = { trainSize: 6000, testSize: 1000 };

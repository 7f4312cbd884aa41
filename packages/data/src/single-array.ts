export const isIdx = (path: string): boolean => /(-ubyte|\.idx\d?)(\.gz)?$/.test(path);

/** Whether a file holds one array, so that its labels are in a file of their own. */
export const holdsOneArray = (path: string): boolean => path.endsWith(".npy") || isIdx(path);

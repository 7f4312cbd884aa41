/** Modes of a store's folders and files: only the owner may read runs, which may contain secrets. */
export const folderMode = { mode: 0o700 } as const;
export const fileMode = { mode: 0o600 } as const;

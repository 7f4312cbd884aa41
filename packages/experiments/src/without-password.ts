/** A URL without user and password, for messages. */
export const withoutPassword = (url: string): string => url.replace(/\/\/[^/]*@/, "//");

/** Height of each row of the table, in pixels. */
export const rowHeight = 38;

import { enumOf, list, text } from "../wire/fields.ts";

/** Fields that searches share. */
export const viewType = enumOf({ ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 });

/** Every clause is a look-up for each row. */
export const maxOrderClauses = 50;
export const orderBy = list(text, maxOrderClauses);

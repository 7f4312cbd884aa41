import { MlflowError } from "./errors.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken?: string | undefined;
}

/**
 * All items of a paged call. MLflow's tokens are offsets: a page may be empty though more follow or
 * full though none do, and items move between pages while runs are being added, so each is given
 * once, known by `identity`.
 */
export async function* paginate<Item>(
  fetchPage: (pageToken: string | undefined) => Promise<Page<Item>>,
  identity: (item: Item) => string,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  const tokens = new Set<string>();
  let token: string | undefined = "";
  while (token !== undefined) {
    const page: Page<Item> = await fetchPage(token || undefined);
    for (const item of page.items) {
      const id = identity(item);
      if (seen.has(id)) continue;
      seen.add(id);
      yield item;
    }
    token = page.nextPageToken || undefined;
    if (token !== undefined && tokens.has(token))
      throw new MlflowError(`the server gave the page token ${JSON.stringify(token)} twice`, {
        errorCode: "INVALID_RESPONSE",
      });
    if (token !== undefined) tokens.add(token);
  }
}

import { MlflowError } from "./errors.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken?: string | undefined;
}

/**
 * All items of a paged call, each once by `identity`. MLflow's page tokens are offsets: a page may be
 * empty before the last or full at the end, and items move between pages while runs are added.
 *
 * @throws MlflowError INVALID_RESPONSE if the server returns a page token twice.
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
      throw new MlflowError(`the server returned the page token ${JSON.stringify(token)} twice`, {
        errorCode: "INVALID_RESPONSE",
      });
    if (token !== undefined) tokens.add(token);
  }
}

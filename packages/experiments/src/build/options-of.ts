/** The options of core's function for a part of a config: the part without its kind. */
export const optionsOf = <T extends { readonly kind: string }>({
  kind: _,
  ...options
}: T): Omit<T, "kind"> => options;

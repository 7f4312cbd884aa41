/** Nats with one decimal. */
export const nats = (value: number): string => value.toFixed(1).replace("-", "−");

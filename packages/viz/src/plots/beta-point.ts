/** The final value of one metric of one run. */
export interface BetaPoint {
  readonly run: string;
  readonly beta: number;
  readonly value: number;
  readonly direction: string;
  readonly estimator: string;
  readonly label?: string;
}

/** Coefficients of Cody's rational approximations, in the order in which they are used. */
const central = {
  above: [
    0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302,
    3209.3775891384694,
  ],
  below: [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
};
const middle = {
  above: [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163,
    298.6351381974001, 881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  below: [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
    3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
};
const tail = {
  above: [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926,
    0.016083785148742275, 0.0006587491615298378,
  ],
  below: [
    1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132,
    0.0023352049762686918,
  ],
};

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((total, coefficient) => total * x + coefficient, 0);

const ratio = ({ above, below }: typeof central, x: number): number =>
  polynomial(above, x) / polynomial(below, x);

/** e^(−x²): x is split so that rounding its square does not multiply errors. */
const gaussian = (x: number): number => {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
};

const upper = (x: number): number => {
  if (x <= 4) return gaussian(x) * ratio(middle, x);
  if (x > 28) return 0; // below the smallest double
  const inverse = 1 / (x * x);
  return (gaussian(x) * (1 / Math.sqrt(Math.PI) - inverse * ratio(tail, inverse))) / x;
};

/** 1 − erf(x) to about 1e-15 of itself (Cody 1969, doi:10.1090/S0025-5718-1969-0247736-4). */
export const erfc = (x: number): number => {
  if (Math.abs(x) <= 0.46875) return 1 - x * ratio(central, x * x);
  return x > 0 ? upper(x) : 2 - upper(-x);
};

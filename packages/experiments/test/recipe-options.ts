/** For every recipe: a beta, an image, rows, and weights at which twelve pixels do not drown. */
export const recipeOptions = {
  beta: 2,
  image: { width: 4, height: 3, channels: [2, 3] },
  rows: 40,
  components: 4,
  gamma: 10,
  capacity: 3,
  lambda: 10,
  topSize: 2,
  steps: 3,
};

import { fromTensors, type Model, type Rng, rng, type TrainedModel } from "../src/index.ts";

/** A model with parameters drawn from N(0, scale²), so that nothing about it is special. */
export const drawn = <M extends Model>(
  model: M,
  { scale = 1, noise = rng(2) }: { scale?: number; noise?: Rng } = {},
): TrainedModel<M> =>
  fromTensors(
    model,
    Object.fromEntries(
      Object.entries(model.shapes).map(([name, shape]) => {
        const size = shape.reduce((product, n) => product * n, 1);
        return [
          name,
          {
            shape,
            values: noise
              .fold(name)
              .normals(size)
              .map((v) => scale * v),
          },
        ];
      }),
    ),
  );

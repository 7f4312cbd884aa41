"""What Python's own client does with a tracking server: prints what it read back, as JSON."""

import json
import math
import os
import sys
import tempfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import mlflow
import numpy as np
from mlflow.entities import Metric, Param, RunTag
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()
read = {}

experiment_id = client.create_experiment("python", tags={"team": "vision"})
read["experiment"] = client.get_experiment_by_name("python").tags
read["experiments"] = sorted(e.name for e in client.search_experiments())

mlflow.set_experiment("python")
with mlflow.start_run(run_name="by hand", tags={"kind": "hand"}) as run:
    run_id = run.info.run_id
    mlflow.log_params({"beta": 4, "model/latent": "2"})
    for step, loss in enumerate([3.0, math.nan, math.inf, 1.5]):
        mlflow.log_metric("loss", loss, step=step)
    mlflow.set_tag("note", "ünïcode 試")
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    mlflow.log_figure(figure, "plots/line.png")
    mlflow.log_text("hello", "texts/hello.txt")
    mlflow.log_dict({"a": [1, 2]}, "dict.json")

metrics = [Metric("batch", i / 2, 1000 + i, i) for i in range(2500)]
for start in range(0, len(metrics), 1000):
    client.log_batch(run_id, metrics=metrics[start : start + 1000])
client.log_batch(run_id, params=[Param("p", "1")], tags=[RunTag("t", "2")])
client.delete_tag(run_id, "t")

found = client.get_run(run_id)
read["run"] = {
    "status": found.info.status,
    "name": found.info.run_name,
    "params": found.data.params,
    "tags": {k: v for k, v in found.data.tags.items() if not k.startswith("mlflow.")},
    "loss": found.data.metrics["loss"],
}
read["loss"] = [repr(m.value) for m in client.get_metric_history(run_id, "loss")]
read["batch"] = len(client.get_metric_history(run_id, "batch"))

with tempfile.TemporaryDirectory() as folder:
    path = client.download_artifacts(run_id, "", folder)
    read["files"] = sorted(
        os.path.relpath(os.path.join(base, name), path)
        for base, _, names in os.walk(path)
        for name in names
    )
    with open(os.path.join(path, "texts/hello.txt")) as file:
        read["text"] = file.read()
    with open(os.path.join(path, "plots/line.png"), "rb") as file:
        read["png"] = file.read(4).hex()

with mlflow.start_run(run_name="other"):
    mlflow.log_metric("loss", 9)
    mlflow.log_param("beta", 1)
frame = mlflow.search_runs(experiment_names=["python"], order_by=["metrics.loss ASC"])
read["pandas"] = {
    "rows": len(frame),
    "names": list(frame["tags.mlflow.runName"]),
    "beta": list(frame["params.beta"]),
}
filtered = mlflow.search_runs(experiment_ids=[experiment_id], filter_string="metrics.loss > 5")
read["filtered"] = list(filtered["tags.mlflow.runName"])

client.delete_run(run_id)
read["deleted"] = len(mlflow.search_runs(experiment_names=["python"]))
client.restore_run(run_id)

mlflow.set_experiment("autolog")
mlflow.sklearn.autolog()
images, labels = load_iris(return_X_y=True)
with mlflow.start_run() as run:
    classifier = LogisticRegression(C=0.5, max_iter=200).fit(images, labels)
fitted = client.get_run(run.info.run_id)
models = mlflow.search_logged_models(
    experiment_ids=[run.info.experiment_id], output_format="list"
)
again = mlflow.sklearn.load_model(f"models:/{models[0].model_id}")
read["autolog"] = {
    "C": fitted.data.params["C"],
    "accuracy": fitted.data.metrics["training_accuracy_score"],
    "datasets": len(fitted.inputs.dataset_inputs),
    "models": len(models),
    "status": str(models[0].status.value),
    "outputs": len(fitted.outputs.model_outputs),
    "same": bool((again.predict(images) == classifier.predict(images)).all()),
}
with mlflow.start_run() as run:
    mlflow.log_image(np.zeros((4, 4, 3), "uint8"), key="img", step=0)
    # As MLflow 2 names the images of log_image.
    old = "img%step%0%timestamp%1700000000000%0b1c.png"
    mlflow.log_text("old", f"images/{old}")
    mlflow.flush_artifact_async_logging()
with tempfile.TemporaryDirectory() as folder:
    path = client.download_artifacts(run.info.run_id, "images", folder)
    names = sorted(os.listdir(path))
read["images"] = {
    "status": client.get_run(run.info.run_id).info.status,
    "listed": sorted(f.path for f in client.list_artifacts(run.info.run_id, "images"))
    == [f"images/{name}" for name in names],
    "endings": sorted(name.rsplit(".", 1)[1] for name in names),
    "old": old in names,
}

with mlflow.start_run() as run:
    try:
        mlflow.sklearn.log_model(classifier, name="fit", registered_model_name="fits")
        read["registry"] = {"error": "none"}
    except mlflow.MlflowException as error:
        logged = client.search_logged_models(
            [run.info.experiment_id], filter_string=f"source_run_id = '{run.info.run_id}'"
        )
        read["registry"] = {"error": str(error), "models": [m.name for m in logged]}
print("READ" + json.dumps(read))

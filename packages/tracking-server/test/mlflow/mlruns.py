"""What MLflow's own file store reads from a folder: prints it as JSON."""

import json
import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()
read = []
for experiment in sorted(client.search_experiments(), key=lambda e: e.name):
    if not experiment.name.startswith("lab"):
        continue
    runs = []
    for run in client.search_runs([experiment.experiment_id], order_by=["start_time ASC"]):
        runs.append(
            {
                "name": run.info.run_name,
                "status": run.info.status,
                "start": run.info.start_time,
                "end": run.info.end_time,
                "params": run.data.params,
                "note": run.data.tags["mlflow.note.content"],
                "loss": [
                    [repr(m.value), m.step, m.timestamp]
                    for m in client.get_metric_history(run.info.run_id, "train/loss")
                ],
                "long": len(client.get_metric_history(run.info.run_id, "long")),
                "files": sorted(f.path for f in client.list_artifacts(run.info.run_id, "images")),
                "text": mlflow.artifacts.load_text(run.info.artifact_uri + "/log ü.txt"),
            }
        )
    read.append({"name": experiment.name, "tags": experiment.tags, "runs": runs})
models = [
    {
        "name": m.name,
        "status": m.status.value,
        "type": m.model_type,
        "params": m.params,
        "team": m.tags.get("team"),
        "metrics": [[x.key, x.value, x.step, x.dataset_name] for x in m.metrics],
        "run": client.get_run(m.source_run_id).info.run_name,
        "text": mlflow.artifacts.load_text(m.artifact_location + "/weights.txt"),
    }
    for m in client.search_logged_models(
        [client.get_experiment_by_name("lab").experiment_id]
    )
]
frame = mlflow.search_runs(experiment_names=["lab"], filter_string="params.`model/kind` = 'vae'")
print("READ" + json.dumps({"experiments": read, "models": models, "rows": len(frame)}))

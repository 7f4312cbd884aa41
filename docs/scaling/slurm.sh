#!/usr/bin/env bash
#SBATCH --job-name=vae-lab
#SBATCH --array=1-32
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --signal=TERM@60
# Set MLFLOW_TRACKING_URI, VAE_LAB_QUEUE and VAE_LAB_QUEUE_PASSWORD before `sbatch docs/scaling/slurm.sh`.
set -euo pipefail
exec npx vae-lab worker --queue "${VAE_LAB_QUEUE:?}" --workers "${SLURM_CPUS_PER_TASK:-1}" \
  --home "${SLURM_TMPDIR:-/tmp}/vae-lab-${SLURM_JOB_ID:-0}" --stop-when-idle

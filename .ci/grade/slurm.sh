#!/usr/bin/env bash
#SBATCH --job-name=shousi
#SBATCH --cpus-per-task=2
#SBATCH --mem=6G
#SBATCH --time=04:00:00
# Grades a class on a Slurm cluster: an array of jobs, each of which grades a share of the submissions,
# and a last one that joins their reports when all are done.
#
#   .ci/grade/slurm.sh SUBMISSIONS REPORTS [OPTION…]
#
# SUBMISSIONS and REPORTS are folders that every node sees, as is your home, where the tool and finished
# work are kept. OPTIONs are those of `cargo kata grade`, such as --katas or --cases. From the environment:
#
#   SHARDS  how many jobs share the work (16)
#   SEED    the seed of the generated inputs (drawn, and printed)
#   SHOUSI  where cargo-kata lies (on the path, or in ~/.cargo/bin)
#
# What sbatch is to be told, such as a partition, goes into SBATCH_PARTITION and its sisters. Whatever
# ends a job, the same command with the same SEED goes on where it was stopped.
set -euo pipefail

tool=${SHOUSI:-$(command -v cargo-kata || echo "$HOME/.cargo/bin/cargo-kata")}

case ${SHOUSI_ROLE:-} in
    # On a node: one share of the work. That a kata has not passed is no failure of the job.
    grade)
        exec "$tool" grade --shard "$SLURM_ARRAY_TASK_ID/$SHARDS" --jobs "$SLURM_CPUS_PER_TASK" --exit-zero \
            --output json="$REPORTS/shard-$SLURM_ARRAY_TASK_ID.json" "$@"
        ;;
    merge)
        shards=()
        for ((i = 1; i <= SHARDS; i++)); do shards+=("$REPORTS/shard-$i.json"); done
        exec "$tool" grade merge --exit-zero --output json="$REPORTS/grade.json" \
            --output csv="$REPORTS/grade.csv" --output html="$REPORTS/grade.html" -- "${shards[@]}"
        ;;
esac

if (($# < 2)); then
    sed -n '6,/^set /s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
submissions=$(realpath -e "$1")
mkdir -p "$2"
REPORTS=$(realpath "$2")
shift 2
# All shards must draw the same inputs, so that a seed is drawn here.
seed=${SEED:-$(shuf -i 0-999999999 -n 1)}
export REPORTS SHARDS=${SHARDS:-16} SHOUSI=$tool

# What every kata is compiled with is built here, once: nodes may have no network.
warm=$(mktemp -d)
trap 'rm -rf "$warm"' EXIT
echo >"$warm/softmax.rs"
"$tool" grade --quiet --exit-zero "$warm" >"$warm/log"

submit() { sbatch --parsable --output "$REPORTS/$1.log" "${@:2}"; }
grade=$(submit shard-%a --export=ALL,SHOUSI_ROLE=grade --array="1-$SHARDS" "$0" --seed "$seed" "$@" -- "$submissions")
merge=$(submit merge --export=ALL,SHOUSI_ROLE=merge --dependency="afterok:$grade" --kill-on-invalid-dep=yes "$0")
echo "job $grade grades in $SHARDS shards with seed $seed; job $merge joins them in $REPORTS/grade.html"

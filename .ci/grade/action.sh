#!/usr/bin/env bash
# The grading step of action.yml: grades or joins as its inputs say, shows the result on the run's page,
# and leaves the reports in one folder. Run by GitHub's runners, and by a test.
set -euo pipefail

tool=${SHOUSI:-$HOME/.cache/shousi-action/bin/cargo-kata}
export SHOUSI_CACHE=${SHOUSI_CACHE:-$HOME/.cache/shousi-action/kit}
folder=$RUNNER_TEMP/shousi
rm -rf "$folder" && mkdir -p "$folder"

options=(
    --output json="$folder/grade.json"
    --output junit="$folder/grade.xml"
    --output csv="$folder/grade.csv"
    --output html="$folder/grade.html"
    --output markdown="$folder/grade.md"
    --output github="$RUNNER_TEMP/shousi-annotations"
)
[[ $INPUT_EXIT_ZERO != true ]] || options+=(--exit-zero)

if [[ -n $INPUT_REPORTS ]]; then
    reports=()
    while IFS= read -r -d '' report; do reports+=("$report"); done < <(
        find "$INPUT_REPORTS" -name grade.json -type f -print0 | sort -z
    )
    if ((${#reports[@]} == 0)); then
        echo "there is no grade.json under $INPUT_REPORTS" >&2
        exit 2
    fi
    arguments=(merge "${options[@]}" -- "${reports[@]}")
else
    [[ -z $INPUT_KATAS ]] || options+=(--katas "$INPUT_KATAS")
    [[ -z $INPUT_SHARD ]] || options+=(--shard "$INPUT_SHARD")
    arguments=(--seed "$INPUT_SEED" "${options[@]}" -- "$INPUT_PATH")
fi

status=0
"$tool" grade "${arguments[@]}" || status=$?
# Without a report there is nothing to show: the tool has said why.
((status < 2)) || exit "$status"

cat "$RUNNER_TEMP/shousi-annotations"
cat "$folder/grade.md" >>"$GITHUB_STEP_SUMMARY"
{
    echo "folder=$folder"
    jq -r '"passed=\([.submissions[].passed] | add // 0)", "total=\([.submissions[].total] | add // 0)"' \
        "$folder/grade.json"
} >>"$GITHUB_OUTPUT"
exit "$status"

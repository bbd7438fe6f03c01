#!/bin/bash
# Processor time that a trial costs which computes nothing: the same study of random branin draws by two builds in turns.
#
#   bench/tiny-trials.sh ROUNDS TRIALS FASTODE [OTHER-FASTODE]
#
# Prints, for each build, user and system seconds and wall seconds of each round, and milliseconds of processor time a
# trial: the whole process, its start included.
set -euo pipefail
rounds=$1 trials=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s/trials: 50/trials: $trials/" "$(dirname "$0")/../examples/branin.yaml" > "$work/spec.yaml"
for round in $(seq "$rounds"); do
  for program in "$@"; do
    mkdir "$work/data"
    TIMEFORMAT='%U %S %R'
    times=$( { time "$program" run "$work/spec.yaml" --exit --data "$work/data" --port 0 --gateway-port 0 > "$work/out" 2> "$work/err"; } 2>&1) \
      || { tail -5 "$work/err" >&2; exit 1; }
    echo "$times" | awk -v program="$program" -v trials="$trials" \
      '{ printf "%-60s user %6.2f s  system %6.2f s  wall %6.2f s  %6.2f ms a trial\n", program, $1, $2, $3, ($1 + $2) * 1000 / trials }'
    rm -rf "$work/data"
  done
done

#!/bin/bash
# What a trainer process of its own costs: one trial of two-gaussians with and without --isolate, in turns.
#
#   bench/isolate.sh FASTODE [ROUNDS] [ITERATIONS]
#
# Prints iterations a second of the trial, wall seconds of the command, and the resident memory of its processes together
# (MB, the highest that was seen at two looks a second). Weights must be equal; otherwise it fails.
set -euo pipefail
program=$1 rounds=${2:-3} iterations=${3:-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/spec.yaml" <<SPEC
name: isolate
seeds: [0]
trial:
  data: { name: two-gaussians }
  coupling: { kind: learned, beta: 10 }
  network: { kind: mlp, hidden: 100, layers: 2 }
  batchSize: 512
  iterations: $iterations
  evaluation: { every: $iterations, samples: 256, solvers: { euler: [1] }, metrics: [curvature] }
  log: { every: 50 }
  checkpoint: { every: 1000 }
SPEC

memory() {
  local peak=0 sum
  while kill -0 "$1" 2>/dev/null; do
    sum=$(ps -o rss= -p "$1" --ppid "$1" | awk '{ s += $1 } END { print int(s / 1024) }')
    [ "${sum:-0}" -gt "$peak" ] && peak=$sum
    sleep 0.5
  done
  echo "$peak"
}

for round in $(seq "$rounds"); do
  for option in "" --isolate; do
    start=$(date +%s.%N)
    "$program" run "$work/spec.yaml" --exit $option --slots 1 --data "$work/data" --port 0 --gateway-port 0 --json "$work/report.json" > "$work/out" 2> "$work/err" &
    peak=$(memory $!)
    wait $! || { tail -5 "$work/err" >&2; exit 1; }
    seconds=$(echo "$(date +%s.%N) - $start" | bc)
    sha=$(grep -o '"weightsSha256": *"[0-9a-f]*"' "$work/report.json")
    rate=$(grep -o '"iterationsPerSecond": *[0-9.]*' "$work/report.json" | head -1 | grep -o '[0-9.]*$')
    [ "${first:=$sha}" = "$sha" ] || { echo "the weights differ" >&2; exit 1; }
    printf '%-10s %8.0f iterations/s  %6.1f s  %5d MB\n' "${option:-together}" "$rate" "$seconds" "$peak"
    rm -rf "$work/data"
  done
done

#!/bin/sh
# Our TPE beside Optuna's: the median of the best values of 15 seeds after 100 trials, and how long a suggestion takes.
#
#   apt-get install python3-optuna python3-scipy
#   bench/search.sh [trials] [seeds]
set -eu
cd "$(dirname "$0")/.."
trials=${1:-100}
seeds=${2:-15}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build bench/Search -c Release -v q >/dev/null
for sampler in random tpe; do
    dotnet run -c Release --no-build --project bench/Search -- "$sampler" "$trials" "$seeds" >"$out/$sampler"
done
for mode in tpe multivariate; do
    /usr/bin/python3 -W ignore bench/Search/search.py "$mode" "$trials" "$seeds" >"$out/optuna-$mode"
done
echo "| problem | random | Optuna TPE | Optuna TPE, multivariate | ours |"
echo "|---|---:|---:|---:|---:|"
tab=$(printf '\t')
join -t "$tab" "$out/random" "$out/optuna-tpe" | join -t "$tab" - "$out/optuna-multivariate" | join -t "$tab" - "$out/tpe" |
    awk -F "$tab" '{ printf "| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5 }'
echo
dotnet run -c Release --no-build --project bench/Search -- speed

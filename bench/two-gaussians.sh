#!/bin/sh
# Our trainer and plain PyTorch on the two-Gaussian example, one thread each, in turns. Medians, and on a machine that
# does other work too the best of the rounds: both of each program, so that both ratios are of like with like.
# Usage: bench/two-gaussians.sh [rounds] [iterations] [coupling]
#   PEER    the PyTorch program (default ../shared/peer/two_gaussians.py)
#   PYTHON  a Python with torch (default /usr/bin/python3)
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-5}
iterations=${2:-5000}
coupling=${3:-learned}
peer=${PEER:-../shared/peer/two_gaussians.py}
python=${PYTHON:-/usr/bin/python3}
program=bench/Training/bin/Release/net10.0/FastOde.Bench.Training.dll

dotnet build -c Release bench/Training --nologo -v quiet
results=$(mktemp -d)
trap 'rm -r "$results"' EXIT

rate() { sed -n "s/^$coupling: \([0-9]*\) iterations.*/\1/p"; }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

round=1
while [ "$round" -le "$rounds" ]; do
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$python" "$peer" "$coupling" "$iterations" | rate >> "$results/peer"
    dotnet "$program" "$coupling" "$iterations" | rate >> "$results/one"
    dotnet "$program" "$coupling" "$iterations" 2 | rate >> "$results/two"
    echo "round $round: PyTorch $(tail -n 1 "$results/peer"), ours $(tail -n 1 "$results/one"), two of ours together $(tail -n 1 "$results/two")"
    round=$((round + 1))
done

best() { sort -n "$1" | tail -n 1; }
summary() {
    awk -v which="$1" -v peer="$2" -v one="$3" -v two="$4" 'BEGIN {
        printf "%s: PyTorch %d, ours %d (%.2f times PyTorch), two together %d (%.0f %% below twice one)\n",
            which, peer, one, one / peer, two, 100 * (1 - two / (2 * one))
    }'
}
summary median "$(median "$results/peer")" "$(median "$results/one")" "$(median "$results/two")"
summary best "$(best "$results/peer")" "$(best "$results/one")" "$(best "$results/two")"

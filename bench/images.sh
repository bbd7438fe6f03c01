#!/bin/sh
# A training step of the MNIST networks, ours and plain PyTorch (bench/peer/song_unet.py) in turns, batch 64.
# Medians of the rounds' medians; processor seconds say most where the machine does other work too.
# Usage: bench/images.sh [mnist|mnist-small] [learned|independent] [threads] [rounds] [steps]
#   PYTHON  a Python with torch (default /usr/bin/python3)
#   ORACLE  reference outputs that the peer's networks are checked against first (default ../shared/oracles/songunet.json)
set -eu
cd "$(dirname "$0")/.."
name=${1:-mnist-small}
coupling=${2:-learned}
threads=${3:-1}
rounds=${4:-3}
steps=${5:-5}
python=${PYTHON:-/usr/bin/python3}
oracle=${ORACLE:-../shared/oracles/songunet.json}
program=bench/Training/bin/Release/net10.0/FastOde.Bench.Training.dll

dotnet build -c Release bench/Training --nologo -v quiet
if [ -e "$oracle" ]; then "$python" bench/peer/song_unet.py check "$oracle"; fi
results=$(mktemp -d)
trap 'rm -r "$results"' EXIT

keep() {
    parameters=$(sed -n 's/^parameters: //p' "$results/last")
    sed -n 's/.*: median \([0-9.]*\) s.*/\1/p' "$results/last" >> "$results/$1.seconds"
    sed -n 's/^cpu \([0-9.]*\) s.*/\1/p' "$results/last" >> "$results/$1.cpu"
    sed -n 's/^peak \([0-9.]*\) GB/\1/p' "$results/last" >> "$results/$1.peak"
    echo "$parameters" > "$results/$1.parameters"
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

round=1
while [ "$round" -le "$rounds" ]; do
    OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads \
        "$python" bench/peer/song_unet.py step "$name" "$coupling" "$steps" "$threads" > "$results/last"
    keep peer
    dotnet "$program" unet "$name" "$coupling" "$steps" "$threads" > "$results/last"
    keep ours
    echo "round $round: PyTorch $(tail -n 1 "$results/peer.seconds") s, ours $(tail -n 1 "$results/ours.seconds") s; processors $(tail -n 1 "$results/peer.cpu") and $(tail -n 1 "$results/ours.cpu") s"
    round=$((round + 1))
done

if ! cmp -s "$results/peer.parameters" "$results/ours.parameters"; then
    echo "the networks differ: PyTorch $(cat "$results/peer.parameters"), ours $(cat "$results/ours.parameters")" >&2
    exit 1
fi

echo "parameters of both: $(cat "$results/ours.parameters")"
awk -v name="$name $coupling, $threads threads" \
    -v peer="$(median "$results/peer.seconds")" -v ours="$(median "$results/ours.seconds")" \
    -v peerCpu="$(median "$results/peer.cpu")" -v oursCpu="$(median "$results/ours.cpu")" \
    -v peerPeak="$(median "$results/peer.peak")" -v oursPeak="$(median "$results/ours.peak")" 'BEGIN {
        printf "%s: PyTorch %.3f s, %.3f s of processors, %.2f GB; ours %.3f s, %.3f s, %.2f GB; ratio %.2f, of processors %.2f\n",
            name, peer, peerCpu, peerPeak, ours, oursCpu, oursPeak, peer / ours, peerCpu / oursCpu
    }'

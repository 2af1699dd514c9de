#!/bin/sh
# Everything that only a GPU can show: bench/gpu.sh OUT_FOLDER [--quick]
# Needs PyTorch and transformers; a row that cannot run says why. PYTHON names the interpreter.
set -u
out=${1:?"usage: bench/gpu.sh OUT_FOLDER [--quick]"}
shift
mkdir -p "$out" && out=$(cd "$out" && pwd) || exit 1
cd "$(dirname "$0")/.." || exit 1
python=${PYTHON:-python3}
status=0
for name in decode learn backends; do
    echo "== $name"
    if ! $python -m "bench.gpu.$name" "$out" "$@" 2>"$out/$name.log"; then
        status=1
        tail -n 20 "$out/$name.log"
    fi
done
$python -m bench.gpu.report "$out" || status=1
exit $status

#!/usr/bin/env bash
# Python packages of `make bench` (the queues that the product is compared with), in .venv-bench. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

wanted=Benchmarks/peers/requirements.txt
digest=$(sha256sum <"$wanted")
[ "$(cat .venv-bench/wanted 2>/dev/null || true)" != "$digest" ] || exit 0

printf 'setup: Python packages of the benchmarks\n'
rm -rf .venv-bench
python3 -m venv .venv-bench
if ! .venv-bench/bin/pip install --quiet --disable-pip-version-check --requirement "$wanted"; then
    rm -rf .venv-bench
    # The other rows do not need them.
    printf 'setup: the Python packages of %s could not be installed (see above); the rows that compare with them are left out.\n' "$wanted" >&2
    exit 0
fi
printf '%s\n' "$digest" >.venv-bench/wanted

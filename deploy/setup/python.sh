#!/usr/bin/env bash
# Python packages of the tests (independent readers and verifiers), in .venv-test. Does nothing as long as no test asks for any.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

wanted=Tests/requirements.txt
[ -s "$wanted" ] || exit 0

digest=$(sha256sum <"$wanted")
[ "$(cat .venv-test/wanted 2>/dev/null || true)" != "$digest" ] || exit 0

printf 'setup: Python packages of the tests\n'
rm -rf .venv-test
python3 -m venv .venv-test
if ! .venv-test/bin/pip install --quiet --disable-pip-version-check --requirement "$wanted"; then
    printf 'setup: the Python packages of %s could not be installed (see above); the tests that compare with them need them.\n' "$wanted" >&2
    exit 1
fi
printf '%s\n' "$digest" >.venv-test/wanted

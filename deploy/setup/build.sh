#!/usr/bin/env bash
# build.sh ARGUMENT…: `swift build`, and at the end what failed, which otherwise lies between thousands of lines.
#
# A compiler that was killed or came down says nothing about the sources: then, and only then, it is run once more. A fault of the sources is final.
# What failed is also added to the file LIANSHEN_FAULTS, where that is set.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

printed=$(mktemp)
trap 'rm -f "$printed"' EXIT

for try in first second; do
    swift build "$@" 2>&1 | tee "$printed"
    status=${PIPESTATUS[0]}
    [ "$status" -ne 0 ] || exit 0
    {
        printf '\nbuild, %s try: what failed (exit status %d):\n' "$try" "$status"
        grep -aE 'error:|fatal|crash|Stack dump|Killed|No space|signal' "$printed" | cut -c 1-400 | sort -u | head -n 40
        printf 'the last lines:\n'
        tail -n 15 "$printed" | cut -c 1-400
    } | tee -a "${LIANSHEN_FAULTS:-/dev/null}"
    ! grep -aqE '(Sources|Tests|Benchmarks)/[^ :]+:[0-9]+:[0-9]+: error:|Package\.swift:[0-9]+|error: .*(dependency|Package\.swift|product)' "$printed" || exit "$status"
done
exit "$status"

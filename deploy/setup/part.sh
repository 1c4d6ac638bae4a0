#!/usr/bin/env bash
# part.sh NAME COMMAND…: runs one part of a build, says how long it took, and notes it for the sum at the end.
#
# With LIANSHEN_RESULTS naming a file, appends one line "NAME SECONDS PASSED FAILED" to it. A command that counts for itself (the tests)
# writes "PASSED FAILED" to the file LIANSHEN_COUNTS; any other counts as one check.
set -uo pipefail

name=$1
shift
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT

began=$(date +%s.%N)
LIANSHEN_COUNTS=$counts "$@"
status=$?
seconds=$(awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')

read -r passed failed <"$counts" || true
if [ -z "${passed:-}" ]; then
    if [ "$status" -eq 0 ]; then passed=1 failed=0; else passed=0 failed=1; fi
fi
# A command that fails without a failed test (a crash, a broken build) must not look whole in the sum.
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "$status" -eq 0 ]; then word=ok; else word="FAILED ($status)"; fi
printf -- '-- %s: %s, %s s\n' "$name" "$word" "$seconds"
[ -z "${LIANSHEN_RESULTS:-}" ] || printf '%s %s %s %s\n' "$name" "$seconds" "$passed" "$failed" >>"$LIANSHEN_RESULTS"
exit "$status"

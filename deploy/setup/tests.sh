#!/usr/bin/env bash
# Runs the built tests and counts them. Arguments go to `swift test`.
#
# The counts come from the result file and not from the printed lines: those are for people and change with the toolchain.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# More tests at once than this only wait for each other on two cores: many of them run servers and databases of their own.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-8}

swift test --skip-build --xunit-output "$results/tests.xml" "$@" 2>&1 | tee "$results/printed"
status=${PIPESTATUS[0]}

# Swift Testing writes its own file beside that of XCTest. Counted by case: the totals in the file's head count a test with two findings
# as two failures, and leave skipped ones out of "tests".
read -r passed failed skipped < <(
    find "$results" -name '*.xml' -exec cat {} + | awk '
        function close_case() { if (inside) { if (bad) failed++; else if (left) skipped++; else passed++ } inside = bad = left = 0 }
        /<testcase / { close_case(); inside = 1 }
        /<(failure|error)[ \/>]/ { bad = 1 }
        /<skipped[ \/>]/ { left = 1 }
        END { close_case(); print passed + 0, failed + 0, skipped + 0 }'
)
# No test at all is not a success: the filter matched nothing, or the tests were not found.
if [ $((passed + failed)) -eq 0 ] && [ "$status" -eq 0 ]; then
    printf 'tests: none ran\n' >&2
    status=1
fi
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "$failed" -ne 0 ] && [ "$status" -eq 0 ]; then status=1; fi
# What went wrong stands at the end, too: thousands of lines lie between a failure and the last one, and a build server may keep only the tail.
if [ "$status" -ne 0 ]; then
    printf '\nwhat failed:\n'
    grep -aE -A 12 '^✘ .*recorded an issue|Fatal error|^error: ' "$results/printed" | grep -avE '^(◇|✔|↳ //)' | cut -c 1-600 | tail -n 120
fi
printf 'tests: %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ -z "${LIANSHEN_COUNTS:-}" ] || printf '%d %d\n' "$passed" "$failed" >"$LIANSHEN_COUNTS"
exit "$status"

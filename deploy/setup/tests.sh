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

# Under the thread sanitizer the reports of all processes, also of the servers that the tests start, come to one place and are counted below;
# a race does not change how the process ends that has it, or it would show as the fault of whichever test looks at that.
# The suppressions name functions, so the sanitizer needs the toolchain's symbolizer, also in processes whose PATH lacks it.
case " $* " in
    *' --sanitize thread '*)
        symbolizer=$(dirname "$(readlink -f "$(command -v swift)")")/llvm-symbolizer
        [ -x "$symbolizer" ] || symbolizer=$(command -v llvm-symbolizer || true)
        [ -n "$symbolizer" ] || { printf 'tests: the thread sanitizer needs llvm-symbolizer\n' >&2; exit 1; }
        export TSAN_OPTIONS="suppressions='$PWD/deploy/setup/tsan.supp' log_path='$results/races' exitcode=0 external_symbolizer_path='$symbolizer'"
        ;;
esac

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
races=$(find "$results" -name 'races.*' -exec cat {} + | grep -ac '^WARNING: ThreadSanitizer')
if [ "$races" -gt 0 ]; then
    status=1 failed=$((failed + 1))
    printf '\nwhat the thread sanitizer found, and the first of it whole:\n'
    find "$results" -name 'races.*' -exec cat {} + | grep -a '^SUMMARY' | sort | uniq -c | sort -rn | cut -c 1-300 | head -n 40
    find "$results" -name 'races.*' -exec cat {} + | cut -c 1-300 | head -n 120
    printf 'thread sanitizer: %d reports\n' "$races"
fi
# What went wrong stands at the end, too: thousands of lines lie between a failure and the last one, and a build server may keep only the tail.
if [ "$status" -ne 0 ]; then
    printf '\nwhat failed:\n'
    grep -aE -A 12 '^✘ .*recorded an issue|Fatal error|^error: ' "$results/printed" | grep -avE '^(◇|✔|↳ //)' | cut -c 1-600 | tail -n 120
fi
printf 'tests: %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ -z "${LIANSHEN_COUNTS:-}" ] || printf '%d %d\n' "$passed" "$failed" >"$LIANSHEN_COUNTS"
exit "$status"

#!/usr/bin/env bash
# House rules that neither the compiler nor the formatter holds. Prints every breach with its place and the remedy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

breaches=0
# breach REMEDY: reads places from standard input.
breach() {
    local places
    places=$(cat)
    [ -n "$places" ] || return 0
    printf '%s\n' "$places" | sed 's/^/  /' | cut -c1-180
    printf 'house: %s\n' "$1"
    breaches=$((breaches + $(printf '%s\n' "$places" | wc -l)))
}

mapfile -t swift < <(find Sources Tests -name .build -prune -o -name '*.swift' -print | sort)
mapfile -t sources < <(find Sources -name '*.swift' | sort)

# One job a file.
breach 'a file over 300 lines does two jobs: split it' < <(
    for file in "${swift[@]}"; do
        lines=$(wc -l <"$file")
        [ "$lines" -le 300 ] || printf '%s: %d lines\n' "$file" "$lines"
    done
)
breach 'a room has no subfolders: two rooms' < <(find Sources -mindepth 3 -name '*.swift')

# The top level is fixed; what a demo or a measurement leaves behind does not belong into git.
breach 'the top level is fixed: put it into one of its folders' < <(
    git ls-files 2>/dev/null | cut -d/ -f1 | sort -u |
        grep -vE '^(Package\.swift|Sources|Tests|Schemas|Samples|deploy|README\.md|Makefile|Benchmarks|CHANGELOG\.md|\..*)$' || true
)

# Words that end a process or hide unfinished work.
breach 'throw, or make it impossible' < <(grep -nE '\btry!|fatalError\(' "${swift[@]}" /dev/null | grep -vE ':[0-9]+: *//')
breach 'wait for what you mean, with a deadline' < <(grep -nE '\busleep\(|Thread\.sleep' "${swift[@]}" /dev/null)
breach 'do it now, or write an issue' < <(grep -nE '\b(TODO|FIXME|XXX)\b' "${swift[@]}" /dev/null)
breach 'a test that cannot fail is no test' < <(grep -nE '#expect\(true\)|withKnownIssue|XCTSkip|\.disabled\(' "${swift[@]}" /dev/null | grep '^Tests/')
breach 'name it after the trade' < <(
    grep -nE '\b(class|struct|enum|actor|protocol) [A-Za-z]*(Manager|Service|Helper|Util|Utils|Utility)\b' "${sources[@]}" /dev/null
)

# Under the thread sanitizer every use of the other lock counts as a race.
breach 'the lock of the house is Locked (Sources/Locks)' < <(
    grep -nE '\b(Mutex|NSLock|NSRecursiveLock|NIOLock|NIOLockedValueBox)[<(]' "${swift[@]}" /dev/null | grep -vE ':[0-9]+: *//'
)

# An escape from the compiler's concurrency check says in a comment why it is safe: on its line or in the four above.
breach 'say in a comment beside it why this is safe' < <(
    awk 'FNR == 1 { seen = -9 }
         /\/\// { seen = FNR }
         /@unchecked Sendable|nonisolated\(unsafe\)/ && !/^ *\/\// && FNR - seen > 4 { print FILENAME ":" FNR ":" $0 }' "${swift[@]}"
)

# SQL lives in Store (and in the room that speaks to PostgreSQL); tests may ask the database what they like.
breach 'a statement belongs into Sources/Store' < <(
    find Sources -name '*.swift' ! -path 'Sources/Store/*' ! -path 'Sources/Postgres/*' ! -path 'Sources/TestDatabase/*' ! -path 'Sources/TestStore/*' \
        -exec grep -nE '^[[:space:]]*"?(SELECT [a-z*]|INSERT INTO [a-z]|UPDATE [a-z_]+ SET|DELETE FROM [a-z])' {} /dev/null \;
)

# The three walls, also where a build without the import check would not notice.
breach 'API and Pages do not touch the database' < <(grep -rnE '^ *(public |package |internal )?import (Postgres|CLibPQ)\b' Sources/API Sources/Pages 2>/dev/null || true)
breach 'rules do no I/O: JointReview imports WorkingTime only' < <(
    grep -rnE '^ *(public |package |internal )?import ' Sources/JointReview 2>/dev/null | grep -vE 'import (WorkingTime|Foundation|struct Foundation\.(UUID|Date))$' || true
)
breach 'hostile bytes never meet the database' < <(
    grep -rnE '^ *(public |package |internal )?import (Store|Postgres)\b' Sources/Intake Sources/Archive Sources/Sheets 2>/dev/null || true
)

[ "$breaches" -eq 0 ] || { printf 'house: %d breaches\n' "$breaches" >&2; exit 1; }
